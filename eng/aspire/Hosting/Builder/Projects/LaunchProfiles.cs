using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

internal sealed record NamedLaunchProfile(string Name, LaunchProfile LaunchProfile);

/// <summary>Chooses the launch profile of a project.</summary>
internal static class LaunchProfileExtensions
{
    /// <summary>The profile asked for, else the AppHost's if the project has it too, else the project's first.</summary>
    public static NamedLaunchProfile? GetEffectiveLaunchProfile(this IResource project, bool throwIfNotFound = false)
    {
        if (project.GetLaunchSettings()?.Profiles is not { Count: > 0 } profiles)
        {
            return null;
        }

        if (project.TryGetLastAnnotation<LaunchProfileAnnotation>(out var asked))
        {
            return profiles.TryGetValue(asked.LaunchProfileName, out var profile) ? new(asked.LaunchProfileName, profile)
                : throwIfNotFound ? throw new DistributedApplicationException($"Launch settings file does not contain '{asked.LaunchProfileName}' profile.")
                : null;
        }

        if (project.TryGetLastAnnotation<DefaultLaunchProfileAnnotation>(out var @default) && profiles.TryGetValue(@default.LaunchProfileName, out var shared))
        {
            return new(@default.LaunchProfileName, shared);
        }

        return profiles.Where(p => IsStartable(p.Value)).Select(p => new NamedLaunchProfile(p.Key, p.Value)).FirstOrDefault();
    }

    public static LaunchSettings? GetLaunchSettings(this IResource project)
    {
        if (!project.TryGetLastAnnotation<IProjectMetadata>(out var metadata))
        {
            throw new DistributedApplicationException("Project does not contain project metadata.");
        }

        return project.TryGetLastAnnotation<ExcludeLaunchProfileAnnotation>(out _)
            ? null
            : metadata.LaunchSettings ?? LaunchSettingsFile.Read(metadata, project.Name);
    }

    private static bool IsStartable(LaunchProfile profile)
        => string.IsNullOrEmpty(profile.CommandName)
            || string.Equals(profile.CommandName, "Project", StringComparison.OrdinalIgnoreCase)
            || string.Equals(profile.CommandName, "Executable", StringComparison.OrdinalIgnoreCase);
}
