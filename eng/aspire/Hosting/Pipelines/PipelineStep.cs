using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>A step of publish mode.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
[DebuggerDisplay("{Name}")]
[SuppressMessage("Design", "CA1002", Justification = "The lists are Aspire's.")]
public class PipelineStep
{
    /// <summary>The unique name.</summary>
    public required string Name { get; init; }

    /// <summary>What the step does, for people.</summary>
    public string? Description { get; init; }

    /// <summary>The work.</summary>
    public required Func<PipelineStepContext, Task> Action { get; init; }

    /// <summary>The steps that must have run before.</summary>
    public List<string> DependsOnSteps { get; init; } = [];

    /// <summary>The steps that cannot run before this one has.</summary>
    public List<string> RequiredBySteps { get; init; } = [];

    /// <summary>Marks by which other steps find this one.</summary>
    public List<string> Tags { get; init; } = [];

    /// <summary>The resource that the step belongs to.</summary>
    public IResource? Resource { get; set; }

    /// <summary>Runs this step after another.</summary>
    public void DependsOn(string stepName) => DependsOnSteps.Add(stepName);

    /// <summary>Runs this step after another.</summary>
    public void DependsOn(PipelineStep step) => DependsOnSteps.Add(step.Name);

    /// <summary>Runs this step before another.</summary>
    public void RequiredBy(string stepName) => RequiredBySteps.Add(stepName);

    /// <summary>Runs this step before another.</summary>
    public void RequiredBy(PipelineStep step) => RequiredBySteps.Add(step.Name);

    internal PipelineStep Clone() => new()
    {
        Name = Name,
        Description = Description,
        Action = Action,
        DependsOnSteps = [.. DependsOnSteps],
        RequiredBySteps = [.. RequiredBySteps],
        Tags = [.. Tags],
        Resource = Resource,
    };
}
