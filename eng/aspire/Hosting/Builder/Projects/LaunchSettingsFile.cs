using System.Text.Json;

namespace Aspire.Hosting;

/// <summary>Finds and reads the launch settings that lie beside a project.</summary>
internal static class LaunchSettingsFile
{
    public static LaunchSettings? Read(IProjectMetadata project, string resourceName)
    {
        if (!File.Exists(project.ProjectPath))
        {
            throw new DistributedApplicationException($"Project file '{project.ProjectPath}' was not found.");
        }

        if (Find(project) is not { } path)
        {
            return null;
        }

        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, LaunchSettingsJsonContext.Default.LaunchSettings);
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException($"Failed to get effective launch profile for project resource '{resourceName}'. There is malformed JSON in the project's launch settings file at '{path}'.", e);
        }
    }

    private static string? Find(IProjectMetadata project)
    {
        var path = Path.Combine(Path.GetDirectoryName(project.ProjectPath)!, "Properties", "launchSettings.json");
        if (File.Exists(path))
        {
            return path;
        }

        var besideFile = Path.ChangeExtension(project.ProjectPath, ".run.json");
        return project.IsFileBasedApp && File.Exists(besideFile) ? besideFile : null;
    }
}
