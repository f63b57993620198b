using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Pipelines;

/// <summary>The steps of every pipeline: <c>{verb}-prereq</c>, then what is added, then <c>{verb}</c>.</summary>
internal static class BuiltInSteps
{
    public static IEnumerable<PipelineStep> Create(Func<PipelineGraph?> resolved) =>
    [
        Step(WellKnownPipelineSteps.Deploy, "Aggregation step for all deploy operations. All deploy steps should be required by this step."),
        Step(
            WellKnownPipelineSteps.ProcessParameters,
            "Prompts for parameter values before build, publish, or deployment operations.",
            context => context.Services.GetRequiredService<PublishParameters>().ProcessAsync(context),
            requiredBy: [WellKnownPipelineSteps.DeployPrereq, WellKnownPipelineSteps.BuildPrereq, WellKnownPipelineSteps.PublishPrereq]),
        Step(
            WellKnownPipelineSteps.DeployPrereq,
            "Prerequisite step that runs before any deploy operations. Initializes deployment environment and manages deployment state.",
            DeployPrereq.RunAsync),
        Step(WellKnownPipelineSteps.Build, "Aggregation step for all build operations. All build steps should be required by this step."),
        Step(WellKnownPipelineSteps.BuildPrereq, "Prerequisite step that runs before any build operations."),
        Step(
            WellKnownPipelineSteps.CheckContainerRuntime,
            "Checks whether the container runtime (Docker/Podman) is running.",
            context => context.Services.GetRequiredService<ContainerEngine>().CheckAsync(context)),
        Step(WellKnownPipelineSteps.Push, "Aggregation step for all push operations. All push steps should be required by this step.", dependsOn: [WellKnownPipelineSteps.PushPrereq]),
        Step(WellKnownPipelineSteps.PushPrereq, "Prerequisite step that runs before any push operations.", PushPrereq.RunAsync),
        Step(WellKnownPipelineSteps.Publish, "Aggregation step for all publish operations. All publish steps should be required by this step."),
        Step(WellKnownPipelineSteps.PublishPrereq, "Prerequisite step that runs before any publish operations."),
        Step(
            BuildOnlyContainers.StepName,
            "Validates that build-only containers are consumed by another resource before publish or deploy.",
            context => BuildOnlyContainers.Validate(context.Model),
            requiredBy: [WellKnownPipelineSteps.PublishPrereq, WellKnownPipelineSteps.DeployPrereq]),
        Step(
            WellKnownPipelineSteps.Diagnostics,
            "Dumps dependency graph information for troubleshooting pipeline execution.",
            context => PipelineDiagnostics.Write(resolved(), context)),
        Step(WellKnownPipelineSteps.BeforeStart, "Aggregation step for operations that run before the application starts."),
        Step(
            WellKnownPipelineSteps.ValidateComputeEnvironments,
            "Validates compute resource bindings before startup.",
            context => ComputeEnvironments.Validate(context.Model),
            requiredBy: [WellKnownPipelineSteps.BeforeStart]),
        Step(
            WellKnownPipelineSteps.Destroy,
            "Aggregation step for all destroy operations. All destroy steps should be required by this step.",
            // What comes next is a first deployment.
            context => context.Services.GetRequiredService<IDeploymentStateManager>().ClearAllStateAsync(context.CancellationToken)),
        Step(WellKnownPipelineSteps.DestroyPrereq, "Prerequisite step that runs before any destroy operations."),
    ];

    private static PipelineStep Step(string name, string description, Func<PipelineStepContext, Task>? action = null, string[]? dependsOn = null, string[]? requiredBy = null) => new()
    {
        Name = name,
        Description = description,
        Action = action ?? (_ => Task.CompletedTask),
        DependsOnSteps = [.. dependsOn ?? []],
        RequiredBySteps = [.. requiredBy ?? []],
    };
}
