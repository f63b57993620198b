using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sage.Tests.Images;

/// <summary>An image as it lies in the registry.</summary>
internal sealed class PushedImage(OciRegistry registry, string repository, string reference)
{
    public Manifest Manifest { get; } = registry.Manifest(repository, reference);

    public JsonObject Configuration => JsonSerializer.Deserialize<JsonObject>(registry.Blob(repository, Manifest.Config))!;

    /// <summary>What the runtime starts the program with: User, Env, Entrypoint and so on.</summary>
    public JsonObject Execution => Configuration["config"]!.AsObject();

    public IReadOnlyDictionary<string, string> Environment => Execution["Env"]!.AsArray()
        .Select(entry => ((string)entry!).Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    public IReadOnlyList<string> Entrypoint => [.. Execution[nameof(Entrypoint)]!.AsArray().Select(part => (string)part!)];

    /// <summary>Layers as tar archives, each checked against its digest in the configuration.</summary>
    public IReadOnlyList<byte[]> Layers()
    {
        var layers = Manifest.Layers.Select(digest => Unzip(registry.Blob(repository, digest))).ToArray();
        Assert.Equal(Configuration["rootfs"]!["diff_ids"]!.AsArray().Select(digest => (string)digest!), layers.Select(OciRegistry.Digest));
        return layers;
    }

    public static IReadOnlyList<TarEntry> Entries(byte[] layer)
    {
        using var reader = new TarReader(new MemoryStream(layer));
        var entries = new List<TarEntry>();
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            entries.Add(entry);
        }

        return entries;
    }

    private static byte[] Unzip(byte[] layer)
    {
        using var gzip = new GZipStream(new MemoryStream(layer), CompressionMode.Decompress);
        using var tar = new MemoryStream();
        gzip.CopyTo(tar);
        return tar.ToArray();
    }
}
