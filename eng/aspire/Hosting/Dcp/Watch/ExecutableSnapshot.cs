using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dcp;

/// <summary>What the dashboard, the CLI and everyone who waits see of an instance.</summary>
internal static class ExecutableSnapshot
{
    /// <param name="instance">The instance.</param>
    /// <param name="executable">What DCP said last, or what it will be asked for.</param>
    /// <param name="urls">The addresses with their present activity.</param>
    /// <param name="previous">The snapshot to change.</param>
    public static CustomResourceSnapshot Build(ResourceInstance instance, ExecutableObject executable, ImmutableArray<UrlSnapshot> urls, CustomResourceSnapshot previous)
    {
        var status = executable.Status;
        return previous with
        {
            State = State(status?.State) ?? (instance is { StartsExplicitly: true, Launched: null } ? KnownResourceStates.NotStarted : null),
            ExitCode = status?.ExitCode,
            CreationTimeStamp = Utc(executable.Metadata.CreationTimestamp),
            StartTimeStamp = Utc(status?.StartupTimestamp),
            StopTimeStamp = Utc(status?.FinishTimestamp),
            EnvironmentVariables = Environment(executable),
            Properties = Properties(instance, executable).Aggregate(previous.Properties.IsDefault ? [] : previous.Properties, SnapshotProperties.SetResourceProperty),
            Urls = urls,
            Relationships = ResourceSnapshotBuilder.BuildRelationships(instance.ModelResource),
        };
    }

    /// <summary>DCP tells a process it had to kill from one that ended by itself; the model does not.</summary>
    public static string? State(string? state) => state is ExecutableState.Terminated ? KnownResourceStates.Finished : state;

    private static IEnumerable<ResourcePropertySnapshot> Properties(ResourceInstance instance, ExecutableObject executable)
    {
        var effective = executable.Status?.EffectiveArgs;
        var isProject = instance.ModelResource is ProjectResource;
        yield return Plain(KnownProperties.Executable.Path, executable.Spec.ExecutablePath, isProject, "Executable path", 0);
        yield return Plain(KnownProperties.Executable.WorkDir, executable.Spec.WorkingDirectory, isProject, "Working directory", 1);
        yield return Plain(KnownProperties.Executable.Args, effective?.ToImmutableArray() ?? [], isProject, "Executable arguments", 2) with { IsSensitive = true };
        yield return Shown(KnownProperties.Executable.Pid, executable.Status?.Pid, "Process ID", isProject ? 2 : 3);

        if (instance.ModelResource is ProjectResource project)
        {
            yield return Shown(KnownProperties.Project.Path, project.GetProjectMetadata().ProjectPath, "Project path", 0);
            yield return Shown(KnownProperties.Project.LaunchProfile, project.GetEffectiveLaunchProfile()?.Name, "Launch profile", 1);
        }

        var arguments = instance.Launched?.Arguments;
        var isSensitive = arguments?.Any(argument => argument.IsSensitive) ?? false;
        yield return new(KnownProperties.Resource.AppArgs, arguments?.Select(argument => Resolved(argument, effective)).ToImmutableArray()) { IsSensitive = isSensitive };
        yield return new(KnownProperties.Resource.AppArgsSensitivity, arguments?.Select(argument => argument.IsSensitive ? 1 : 0).ToImmutableArray()) { IsSensitive = isSensitive };
    }

    private static string Resolved(LaunchArgument argument, List<string>? effective) =>
        effective is not null && argument.EffectiveIndex < effective.Count ? effective[argument.EffectiveIndex] : argument.Value;

    /// <summary>Of a project the dashboard shows the project, not the dotnet command behind it.</summary>
    private static ResourcePropertySnapshot Plain(string name, object? value, bool isProject, string displayName, int order) =>
        isProject ? new(name, value) : Shown(name, value, displayName, order);

    private static ResourcePropertySnapshot Shown(string name, object? value, string displayName, int order) =>
        new(name, value) { DisplayName = displayName, IsHighlighted = true, SortOrder = order };

    private static ImmutableArray<EnvironmentVariableSnapshot> Environment(ExecutableObject executable)
    {
        var own = executable.Spec.Env?.Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal) ?? [];
        return executable.Status?.EffectiveEnv is not { } effective
            ? []
            : [.. effective
                .Select(variable => new EnvironmentVariableSnapshot(variable.Name, variable.Value ?? "", own.Contains(variable.Name)))
                .OrderBy(variable => variable.Name, StringComparer.Ordinal)];
    }

    private static DateTime? Utc(DateTime? time) => time?.ToUniversalTime();
}
