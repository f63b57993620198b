using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Tests.Cli.Real;

/// <summary>Sample.Tour, started once by the real CLI in the background for all tests that look at it from outside.</summary>
public sealed class Tour : IAsyncLifetime
{
    private AspireCli? _cli;

    internal AspireCli Cli => _cli!;

    internal static string Project => Projects.Sample_Tour.ProjectPath + "/Sample.Tour.csproj";

    internal JsonNode Started { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _cli = await AspireCli.CreateAsync(TestContext.Current.CancellationToken);
        var result = await _cli.RunAsync("start", "--no-build", "--non-interactive", "--format", "json", "--apphost", Project);
        Assert.True(result.ExitCode == 0, result.All);
        Started = JsonNode.Parse(result.Output)!;
        var ready = await AspireAsync("wait", "service");
        Assert.True(ready.ExitCode == 0, ready.All);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cli is not null)
        {
            await _cli.InvokeAsync(["stop", "--all", "--non-interactive"], CancellationToken.None);
            _cli.Dispose();
        }
    }

    /// <summary>A command about this AppHost.</summary>
    internal Task<CliResult> AspireAsync(params string[] arguments)
    {
        var rest = Array.IndexOf(arguments, "--");
        return Cli.RunAsync(rest < 0 ? [.. arguments, "--apphost", Project] : [.. arguments[..rest], "--apphost", Project, .. arguments[rest..]]);
    }

    internal async Task<JsonNode> JsonAsync(params string[] arguments)
    {
        var result = await AspireAsync([.. arguments, "--format", "json"]);
        Assert.True(result.ExitCode == 0, result.All);
        return JsonNode.Parse(result.Output, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true })!;
    }

    internal async Task<JsonNode> ResourceAsync(string name) => (await JsonAsync("describe", name))["resources"]![0]!;
}

[CollectionDefinition(nameof(TourCollection))]
public sealed class TourCollection : ICollectionFixture<Tour>;
