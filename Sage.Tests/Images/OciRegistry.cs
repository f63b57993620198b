using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sage.Tests.Images;

/// <summary>
/// A registry on a free port of the loopback interface, in memory: the part of the OCI distribution specification (1.1) that pulls and
/// pushes images. It believes nothing: a digest that does not match, a manifest whose blobs are missing and a chunk out of order are refused.
/// </summary>
internal sealed partial class OciRegistry : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Repository, string Digest), byte[]> _blobs = new();
    private readonly ConcurrentDictionary<(string Repository, string Reference), Manifest> _manifests = new();
    private readonly ConcurrentDictionary<string, MemoryStream> _uploads = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly WebApplication _app;

    private OciRegistry(WebApplication app) => _app = app;

    public string Host => new Uri(_app.Urls.Single()).Authority;

    /// <summary>Method and path, in the order they came.</summary>
    public IEnumerable<string> Requests => _requests;

    /// <summary>Answers every request that writes, when not null.</summary>
    public int? Refusal { get; set; }

    public static async Task<OciRegistry> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null).UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var registry = new OciRegistry(app);
        app.Run(registry.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return registry;
    }

    public static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    public string AddBlob(string repository, byte[] content)
    {
        var digest = Digest(content);
        _blobs[(repository, digest)] = content;
        return digest;
    }

    public void AddManifest(string repository, string tag, Manifest manifest) =>
        _manifests[(repository, tag)] = _manifests[(repository, Digest(manifest.Content))] = manifest;

    public byte[] Blob(string repository, string digest) => _blobs[(repository, digest)];

    public Manifest Manifest(string repository, string reference) => _manifests[(repository, reference)];

    public IEnumerable<string> Repositories => _manifests.Keys.Select(key => key.Repository).Distinct();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        foreach (var upload in _uploads.Values)
        {
            await upload.DisposeAsync();
        }
    }

    private Task AnswerAsync(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value ?? "");
        _requests.Enqueue($"{method} {path}{context.Request.QueryString}");
        if (Refusal is { } status && !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method))
        {
            return RefuseAsync(context, status, "DENIED");
        }

        if (path == "/v2/")
        {
            return Task.CompletedTask;
        }

        var match = Route().Match(path);
        var (repository, kind, reference) = (match.Groups["repository"].Value, match.Groups["kind"].Value, match.Groups["reference"].Value);
        return (kind, method) switch
        {
            ("manifests", "GET" or "HEAD") when _manifests.TryGetValue((repository, reference), out var manifest) => SendAsync(context, manifest.Content, manifest.MediaType),
            ("manifests", "PUT") => PutManifestAsync(context, repository, reference),
            ("blobs", "GET" or "HEAD") when _blobs.TryGetValue((repository, reference), out var blob) => SendAsync(context, blob, "application/octet-stream"),
            ("blobs/uploads", "POST") => StartUpload(context, repository),
            ("blobs/uploads", "PATCH") when _uploads.TryGetValue(reference, out var upload) => AppendAsync(context, upload),
            ("blobs/uploads", "PUT") when _uploads.TryRemove(reference, out var upload) => FinishUploadAsync(context, repository, upload),
            _ => RefuseAsync(context, StatusCodes.Status404NotFound, "UNKNOWN"),
        };
    }

    private static async Task SendAsync(HttpContext context, byte[] content, string mediaType)
    {
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = content.Length;
        context.Response.Headers["Docker-Content-Digest"] = Digest(content);
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
        }
    }

    private async Task PutManifestAsync(HttpContext context, string repository, string reference)
    {
        var manifest = new Manifest(await ReadAsync(context), context.Request.ContentType ?? "");
        var digest = Digest(manifest.Content);
        if (manifest.Blobs.Any(blob => !_blobs.ContainsKey((repository, blob))))
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "MANIFEST_BLOB_UNKNOWN");
        }
        else if (reference.StartsWith("sha256:", StringComparison.Ordinal) && reference != digest)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "DIGEST_INVALID");
        }
        else
        {
            AddManifest(repository, reference, manifest);
            Created(context, $"/v2/{repository}/manifests/{digest}", digest);
        }
    }

    private Task StartUpload(HttpContext context, string repository)
    {
        var (mount, from) = (context.Request.Query["mount"].ToString(), context.Request.Query["from"].ToString());
        if (_blobs.TryGetValue((from, mount), out var blob))
        {
            _blobs[(repository, mount)] = blob;
            Created(context, $"/v2/{repository}/blobs/{mount}", mount);
            return Task.CompletedTask;
        }

        var id = Guid.NewGuid().ToString("N");
        _uploads[id] = new MemoryStream();
        Accepted(context, $"/v2/{repository}/blobs/uploads/{id}");
        return Task.CompletedTask;
    }

    private static async Task AppendAsync(HttpContext context, MemoryStream upload)
    {
        if (context.Request.Headers.ContentRange is [{ } range] && !range.StartsWith($"{upload.Length}-", StringComparison.Ordinal))
        {
            await RefuseAsync(context, StatusCodes.Status416RangeNotSatisfiable, "RANGE_INVALID");
            return;
        }

        await context.Request.Body.CopyToAsync(upload, context.RequestAborted);
        context.Response.Headers.Range = $"0-{upload.Length - 1}";
        Accepted(context, context.Request.Path);
    }

    private async Task FinishUploadAsync(HttpContext context, string repository, MemoryStream upload)
    {
        await using (upload)
        {
            await context.Request.Body.CopyToAsync(upload, context.RequestAborted);
            var (content, digest) = (upload.ToArray(), context.Request.Query["digest"].ToString());
            if (Digest(content) != digest)
            {
                await RefuseAsync(context, StatusCodes.Status400BadRequest, "DIGEST_INVALID");
                return;
            }

            AddBlob(repository, content);
            Created(context, $"/v2/{repository}/blobs/{digest}", digest);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content, context.RequestAborted);
        return content.ToArray();
    }

    private static void Accepted(HttpContext context, string location) =>
        (context.Response.StatusCode, context.Response.Headers.Location) = (StatusCodes.Status202Accepted, location);

    private static void Created(HttpContext context, string location, string digest)
    {
        (context.Response.StatusCode, context.Response.Headers.Location) = (StatusCodes.Status201Created, location);
        context.Response.Headers["Docker-Content-Digest"] = digest;
    }

    private static Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { errors = new[] { new { code, message = $"refused by the test: {code}" } } }, context.RequestAborted);
    }

    [GeneratedRegex("^/v2/(?<repository>.+)/(?<kind>manifests|blobs/uploads|blobs)/(?<reference>[^/]*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Route();
}
