using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dcp;

/// <summary>How the SDK is asked to run a project. The build of the AppHost has built it already.</summary>
internal static class ProjectCommand
{
    public static IReadOnlyList<string> Create(IProjectMetadata project, string? buildConfiguration, IConfiguration configuration)
    {
        List<string> arguments = configuration.GetValue("DOTNET_WATCH", defaultValue: false) && !project.IsFileBasedApp
            ? ["watch", "--non-interactive", "--no-hot-reload", "--project", project.ProjectPath]
            : [.. project.IsFileBasedApp ? (string[])["run", "--file", project.ProjectPath, "--no-cache"] : ["run", "--project", project.ProjectPath], .. project.SuppressBuild ? (string[])["--no-build"] : []];
        if (!string.IsNullOrEmpty(buildConfiguration))
        {
            arguments.AddRange(["--configuration", buildConfiguration]);
        }

        // The model has read the profile; applied again by the SDK it would win over the model.
        arguments.Add("--no-launch-profile");
        return arguments;
    }

    /// <summary>The arguments of the launch profile in force, split as a shell would.</summary>
    public static IReadOnlyList<string> ProfileArguments(ProjectResource project) =>
        project.GetEffectiveLaunchProfile()?.LaunchProfile.CommandLineArgs is { } line && !string.IsNullOrWhiteSpace(line) ? CommandLine.Split(line) : [];
}
