using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>What a step works with.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class PipelineStepContext
{
    /// <summary>What all steps of the run share.</summary>
    public required PipelineContext PipelineContext { get; init; }

    /// <summary>The step as the user sees it.</summary>
    public required IReportingStep ReportingStep { get; init; }

    /// <summary>The application's model.</summary>
    public DistributedApplicationModel Model => PipelineContext.Model;

    /// <summary>The operation.</summary>
    public DistributedApplicationExecutionContext ExecutionContext => PipelineContext.ExecutionContext;

    /// <summary>The services of the application.</summary>
    public IServiceProvider Services => PipelineContext.Services;

    /// <summary>The log of the step.</summary>
    public ILogger Logger => PipelineContext.Logger;

    /// <summary>Cancelled when the run is to end.</summary>
    public CancellationToken CancellationToken => PipelineContext.CancellationToken;

    /// <summary>What is shown at the end of the run.</summary>
    public PipelineSummary Summary => PipelineContext.Summary;
}
