using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>What all steps of a run share.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class PipelineContext(DistributedApplicationModel model, DistributedApplicationExecutionContext executionContext, IServiceProvider serviceProvider, ILogger logger, CancellationToken cancellationToken)
{
    /// <summary>The application's model.</summary>
    public DistributedApplicationModel Model { get; } = model;

    /// <summary>The operation.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    /// <summary>The services of the application.</summary>
    public IServiceProvider Services { get; } = serviceProvider;

    /// <summary>The log of the run.</summary>
    public ILogger Logger { get; internal set; } = logger;

    /// <summary>Cancelled when the run is to end.</summary>
    public CancellationToken CancellationToken { get; set; } = cancellationToken;

    /// <summary>What is shown at the end of the run.</summary>
    public PipelineSummary Summary { get; internal init; } = new();
}
