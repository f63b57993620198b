namespace Aspire.Hosting.Pipelines;

/// <summary>The steps that others are ordered by: <c>{verb}-prereq</c>, then what is added, then <c>{verb}</c>.</summary>
internal static class BuiltInSteps
{
    public static IEnumerable<PipelineStep> Create() =>
    [
        Step(WellKnownPipelineSteps.Deploy, "Aggregation step for all deploy operations. All deploy steps should be required by this step."),
        Step(
            WellKnownPipelineSteps.ProcessParameters,
            "Prompts for parameter values before build, publish, or deployment operations.",
            requiredBy: [WellKnownPipelineSteps.DeployPrereq, WellKnownPipelineSteps.BuildPrereq, WellKnownPipelineSteps.PublishPrereq]),
        Step(WellKnownPipelineSteps.DeployPrereq, "Prerequisite step that runs before any deploy operations."),
        Step(WellKnownPipelineSteps.Build, "Aggregation step for all build operations. All build steps should be required by this step."),
        Step(WellKnownPipelineSteps.BuildPrereq, "Prerequisite step that runs before any build operations."),
        Step(WellKnownPipelineSteps.Push, "Aggregation step for all push operations. All push steps should be required by this step.", dependsOn: [WellKnownPipelineSteps.PushPrereq]),
        Step(WellKnownPipelineSteps.PushPrereq, "Prerequisite step that runs before any push operations."),
        Step(WellKnownPipelineSteps.Publish, "Aggregation step for all publish operations. All publish steps should be required by this step."),
        Step(WellKnownPipelineSteps.PublishPrereq, "Prerequisite step that runs before any publish operations."),
        Step(WellKnownPipelineSteps.BeforeStart, "Aggregation step for operations that run before the application starts."),
        Step(WellKnownPipelineSteps.Destroy, "Aggregation step for all destroy operations. All destroy steps should be required by this step."),
        Step(WellKnownPipelineSteps.DestroyPrereq, "Prerequisite step that runs before any destroy operations."),
    ];

    private static PipelineStep Step(string name, string description, string[]? dependsOn = null, string[]? requiredBy = null) => new()
    {
        Name = name,
        Description = description,
        Action = _ => Task.CompletedTask,
        DependsOnSteps = [.. dependsOn ?? []],
        RequiredBySteps = [.. requiredBy ?? []],
    };
}
