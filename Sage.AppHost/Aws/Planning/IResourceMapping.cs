namespace Sage.AppHost.Aws.Planning;

/// <summary>What one type of resource becomes.</summary>
internal interface IResourceMapping
{
    /// <summary>Whether this mapping is for the resource, by its type and annotations, never by its name.</summary>
    bool Takes(IResource resource);

    /// <summary>Adds it to the plan. What it references is in the plan already.</summary>
    Task PlanAsync(IResource resource, PlanningContext context);
}

/// <summary>What a mapping works with.</summary>
internal sealed record PlanningContext(
    PlanBuilder Plan, ValueReader Values, DistributedApplicationModel Model, DistributedApplicationExecutionContext Execution, CancellationToken CancellationToken);
