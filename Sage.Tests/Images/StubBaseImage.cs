using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sage.Tests.Images;

/// <summary>What the SDK reads of mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled, with one file of one line in it.</summary>
internal static class StubBaseImage
{
    public const string Repository = "stub/aspnet";
    public const string Tag = "10.0-stub";

    public static Manifest AddTo(OciRegistry registry, string architecture)
    {
        var layer = Layer(out var uncompressed);
        // Root and port 8080 are what the image must not end with.
        var config = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["architecture"] = architecture,
            ["os"] = "linux",
            ["config"] = new JsonObject
            {
                ["User"] = "0",
                ["WorkingDir"] = "/",
                ["Env"] = new JsonArray("PATH=/usr/bin", "APP_UID=1654", "ASPNETCORE_HTTP_PORTS=8080", "DOTNET_RUNNING_IN_CONTAINER=true"),
                ["Labels"] = new JsonObject { ["org.example.stub"] = "yes" },
            },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(uncompressed) },
            ["history"] = new JsonArray(new JsonObject { ["created_by"] = "stub" }),
        }.ToJsonString());

        var manifest = new Manifest(JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = Manifest.Oci,
            ["config"] = Descriptor("application/vnd.oci.image.config.v1+json", config),
            ["layers"] = new JsonArray(Descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer)),
        }), Manifest.Oci);
        registry.AddBlob(Repository, config);
        registry.AddBlob(Repository, layer);
        registry.AddManifest(Repository, Tag, manifest);
        return manifest;
    }

    private static JsonObject Descriptor(string mediaType, byte[] content) =>
        new() { ["mediaType"] = mediaType, ["size"] = content.Length, ["digest"] = OciRegistry.Digest(content) };

    private static byte[] Layer(out string uncompressedDigest)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            using var text = new MemoryStream("stub\n"u8.ToArray());
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "etc/stub") { DataStream = text });
        }

        uncompressedDigest = OciRegistry.Digest(tar.ToArray());
        using var layer = new MemoryStream();
        using (var gzip = new GZipStream(layer, CompressionLevel.Fastest))
        {
            gzip.Write(tar.ToArray());
        }

        return layer.ToArray();
    }
}
