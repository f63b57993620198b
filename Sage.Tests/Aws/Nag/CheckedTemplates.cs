using System.Text.Json;
using Sage.Tests.Aws.Edge;
using ToolCache;

namespace Sage.Tests.Aws.Nag;

/// <summary>What AWS's linter and cdk-nag say of Sage's templates, asked once: with and without a domain, small and grown, production and staging.</summary>
public sealed class CheckedTemplates(SageTemplates sage) : IAsyncLifetime
{
    internal IReadOnlyList<CheckedStack> Stacks { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        PublishedModel[] variants =
        [
            await sage.GetAsync(settings: SiteTests.NoDomain),
            await sage.GetAsync("Production", "growth", SiteTests.Domain, "--Aws:HostedZoneId=Z0123456789"),
            await sage.GetAsync("Staging", settings: SiteTests.Domain),
        ];
        Stacks = await CheckAsync([.. variants.Select(variant => variant.OutputDirectory)], TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The packages are installed by their lock file once for each user, outside of the sources.</summary>
    internal static async Task<IReadOnlyList<CheckedStack>> CheckAsync(IReadOnlyList<string> directories, CancellationToken cancellationToken)
    {
        var tools = Path.Combine(AppContext.BaseDirectory, "template-checks");
        var packages = await NpmPackages.InstallAsync(tools, ConsoleProgress.Instance, cancellationToken);
        var report = Directory.CreateTempSubdirectory("template-checks-");
        try
        {
            var file = Path.Combine(report.FullName, "report.json");
            var result = await ToolProcess.RunAsync(new ToolCommand(ToolProcess.Find("node")!, [Path.Combine(tools, "check.cjs"), file, .. directories])
            {
                Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["NODE_PATH"] = Path.Combine(packages, "node_modules") },
                Timeout = TimeSpan.FromMinutes(5),
            }, cancellationToken);
            Assert.True(result.Succeeded, result.Error);
            await using var json = File.OpenRead(file);
            return (await JsonSerializer.DeserializeAsync<CheckedStack[]>(json, JsonSerializerOptions.Web, cancellationToken))!;
        }
        finally
        {
            report.Delete(recursive: true);
        }
    }
}

/// <summary>What was found in a template.</summary>
internal sealed record CheckedStack(string Directory, string Name, int Resources, IReadOnlyList<Finding> Lint, IReadOnlyList<Finding> Findings, IReadOnlyList<Suppression> Suppressions);

internal sealed record Finding(string Rule, string Level, string Resource, string Type, string Says);

internal sealed record Suppression(string Rule, string Resource, string Type, string Reason, bool Used);
