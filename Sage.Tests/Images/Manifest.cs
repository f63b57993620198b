using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sage.Tests.Images;

/// <summary>An image's manifest, byte for byte.</summary>
internal sealed record Manifest(byte[] Content, string MediaType)
{
    public const string Oci = "application/vnd.oci.image.manifest.v1+json";

    public string Config => (string)Json["config"]!["digest"]!;

    public IReadOnlyList<string> Layers => [.. Json["layers"]!.AsArray().Select(layer => (string)layer!["digest"]!)];

    public IEnumerable<string> Blobs => [Config, .. Layers];

    private JsonObject Json => JsonSerializer.Deserialize<JsonObject>(Content)!;
}
