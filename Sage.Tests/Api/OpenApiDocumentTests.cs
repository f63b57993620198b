using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sage.Tests.Api;

public sealed class OpenApiDocumentTests
{
    private const string Update = "UPDATE_OPENAPI=1 dotnet test Sage.Tests --filter FullyQualifiedName~OpenApiDocument";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_committed_document_is_the_one_that_is_served()
    {
        var file = CommittedPath();
        var served = (await ServedAsync()).ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(file, served, Cancel);
        }

        Assert.True(await File.ReadAllTextAsync(file, Cancel) == served, $"docs/openapi.json is not what the API serves; look at what has changed after: {Update}");
    }

    [Fact]
    public async Task Every_operation_has_a_summary_and_every_response_with_a_body_an_example()
    {
        foreach (var (path, item) in (await ServedAsync())["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject())
            {
                Assert.True(operation!["summary"] is not null, $"{method} {path} has no summary.");
                Assert.All(operation["parameters"]?.AsArray() ?? [], parameter => Assert.NotNull(parameter!["description"]));
                foreach (var (status, response) in operation["responses"]!.AsObject())
                {
                    foreach (var (type, content) in response!["content"]?.AsObject() ?? [])
                    {
                        Assert.True(content!["example"] is not null, $"{method} {path} {status} {type} has no example.");
                    }
                }
            }
        }
    }

    private static async Task<JsonNode> ServedAsync()
    {
        await using var api = new ApiWithoutStores();
        return (await JsonNode.ParseAsync(await api.CreateClient().GetStreamAsync("/openapi/v1.json", Cancel), cancellationToken: Cancel))!;
    }

    private static string CommittedPath([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", "openapi.json");
}
