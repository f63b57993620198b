using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aspire.Hosting;

/// <summary>The content of a launchSettings.json.</summary>
public sealed class LaunchSettings
{
    /// <summary>The profiles by name, in the order of the file.</summary>
    [JsonPropertyName("profiles")]
    public Dictionary<string, LaunchProfile> Profiles { get; set; } = [];
}

[JsonSerializable(typeof(LaunchSettings))]
[JsonSourceGenerationOptions(ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
internal sealed partial class LaunchSettingsJsonContext : JsonSerializerContext;
