using System.Text.Json.Nodes;

namespace Aspire.Hosting.Tests.Conformance;

/// <summary>The manifest of every model is the one that Aspire writes.</summary>
public sealed class ManifestConformanceTests(ProjectFixture fixture) : IClassFixture<ProjectFixture>
{
    public static TheoryData<string, string> Models => new()
    {
        { "01-service-discovery", "M01" }, { "02-executable-args", "M02" }, { "03-parameters", "M03" }, { "04-connection-strings", "M04" }, { "05-postgres", "M05" },
        { "06-valkey", "M06" }, { "08-with-environment", "M08" }, { "11-vite", "M11" }, { "13-launch-profiles", "M13" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public async Task A_model_has_the_manifest_Aspire_gives_it(string model, string key)
    {
        var expected = ExpectedModel.LoadManifest("19-manifests.json", key);
        var output = Path.Combine(fixture.Root, $"manifest-{key}");
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = ["--publisher", "manifest", "--output-path", output, "--environment=Development", "--ASPNETCORE_URLS=http://localhost:15121", $"--AppHostSha=test-{Guid.NewGuid():N}"],
            AssemblyName = typeof(ManifestConformanceTests).Assembly.GetName().Name,
        });
        ConformanceModels.Named(model)(new(builder, fixture));
        await using var app = builder.Build();

        await app.RunAsync(TestContext.Current.CancellationToken);

        var written = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(output, "aspire-manifest.json"), TestContext.Current.CancellationToken))!;
        // Some models have resources that the recorded manifest was written without.
        var (recorded, resources) = (expected["resources"]!.AsObject(), written["resources"]!.AsObject());
        foreach (var name in resources.Select(resource => resource.Key).Where(name => !recorded.ContainsKey(name)).ToArray())
        {
            resources.Remove(name);
        }

        Assert.Equal(Lines(expected), Lines(written));
    }

    /// <summary>Every value with the way to it, apart from paths of the machine, names made from the AppHost's, and what the capture added for itself.</summary>
    private static List<string> Lines(JsonNode manifest)
    {
        var lines = new List<string>();
        Add(manifest, "");
        return lines;

        void Add(JsonNode? node, string path)
        {
            switch (node)
            {
                case JsonObject properties:
                    foreach (var (name, value) in properties)
                    {
                        Add(value, $"{path}/{name}");
                    }

                    break;
                case JsonArray items:
                    for (var i = 0; i < items.Count; i++)
                    {
                        Add(items[i], $"{path}/{i}");
                    }

                    break;
                default:
                    if (path.Contains("/env/DUMP_", StringComparison.Ordinal))
                    {
                        break;
                    }

                    var text = node?.ToString() ?? "null";
                    lines.Add($"{path} = {(text.StartsWith('.') || text.StartsWith('/') || text.StartsWith("PATH", StringComparison.Ordinal) ? "(path)" : path.Contains("/volumes/", StringComparison.Ordinal) && path.EndsWith("/name", StringComparison.Ordinal) ? "(name)" : text)}");
                    break;
            }
        }
    }
}
