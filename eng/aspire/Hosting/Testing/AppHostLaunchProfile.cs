using System.Text.Json;

namespace Aspire.Hosting.Testing;

/// <summary>The environment variables that <c>dotnet run</c> would give the AppHost, as configuration.</summary>
internal static class AppHostLaunchProfile
{
    private static readonly JsonDocumentOptions LaunchSettingsJson = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The named profile, else the first; nothing when the project has no launch settings.</summary>
    public static Dictionary<string, string?> Read(string? projectDirectory, string? profileName)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var path = Path.Combine(projectDirectory ?? string.Empty, "Properties", "launchSettings.json");
        if (projectDirectory is null || !File.Exists(path))
        {
            return values;
        }

        using var settings = JsonDocument.Parse(File.ReadAllBytes(path), LaunchSettingsJson);
        if (!settings.RootElement.TryGetProperty("profiles", out var profiles))
        {
            return values;
        }

        if (string.IsNullOrEmpty(profileName))
        {
            profileName = profiles.EnumerateObject().Select(profile => profile.Name).FirstOrDefault();
            values["DOTNET_LAUNCH_PROFILE"] = profileName;
        }

        if (profileName is null)
        {
            return [];
        }

        if (!profiles.TryGetProperty(profileName, out var selected))
        {
            throw new InvalidOperationException($"Launch profile '{profileName}' was not found in '{path}'.");
        }

        if (selected.TryGetProperty("environmentVariables", out var variables))
        {
            foreach (var variable in variables.EnumerateObject())
            {
                Add(values, variable.Name, variable.Value.GetString());
            }
        }

        return values;
    }

    // The hosts strip these prefixes when they read the environment.
    private static void Add(Dictionary<string, string?> values, string name, string? value)
    {
        values.TryAdd(name, value);
        foreach (var prefix in new[] { "DOTNET_", "ASPNETCORE_" })
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                values.TryAdd(name[prefix.Length..], value);
            }
        }
    }
}
