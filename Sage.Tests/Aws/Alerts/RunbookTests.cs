using System.Text.RegularExpressions;

namespace Sage.Tests.Aws.Alerts;

/// <summary>Whoever is woken up knows what to do.</summary>
public sealed partial class RunbookTests(SageTemplates sage)
{
    private static readonly string Repository = Path.GetFullPath(Path.Combine(Projects.Sage_AppHost.ProjectPath, ".."));
    private static readonly string Folder = Path.Combine(Repository, "docs", "runbooks");

    [Fact]
    public async Task Every_alarm_has_a_runbook_that_says_what_it_means_how_to_find_out_and_what_to_do()
    {
        foreach (var alert in await AllAsync())
        {
            var file = Path.Combine(Repository, alert.Runbook);
            Assert.True(alert.Runbook.StartsWith("docs/runbooks/", StringComparison.Ordinal) && File.Exists(file), $"{alert.Name}: {alert.Runbook}");
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            Assert.Matches(WhatItMeans(), text);
            Assert.True(CommandsAfter("Diagnosis").IsMatch(text) && CommandsAfter("Fix").IsMatch(text), $"{alert.Runbook} needs commands for diagnosis and fix.");
        }
    }

    [Fact]
    public async Task Every_runbook_belongs_to_an_alarm()
    {
        var used = (await AllAsync()).Select(alert => Path.GetFileName(alert.Runbook)).ToHashSet(StringComparer.Ordinal);
        // What AWS sends without a description of ours, the function gives a runbook.
        foreach (var code in Directory.EnumerateFiles(NodeProgram.Lambda, "*.mjs"))
        {
            used.UnionWith(Mentioned().Matches(await File.ReadAllTextAsync(code, TestContext.Current.CancellationToken)).Select(match => match.Groups["name"].Value));
        }

        Assert.Equal(used.Order(StringComparer.Ordinal), Directory.EnumerateFiles(Folder, "*.md").Select(file => Path.GetFileName(file)).Where(name => name is not ("README.md" or "restore.md")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Runbooks_link_only_to_what_is_there()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*.md"))
        {
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            Assert.All(Link().Matches(text), link => Assert.True(File.Exists(Path.Combine(Folder, link.Groups["target"].Value)), $"{Path.GetFileName(file)} links to {link.Groups["target"].Value}"));
        }
    }

    [Fact]
    public async Task The_incident_of_too_many_connections_has_its_numbers_and_its_immediate_fix()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, "database-connections-high.md"), TestContext.Current.CancellationToken);

        Assert.Contains("53300", text, StringComparison.Ordinal);
        Assert.Contains("pg_terminate_backend", text, StringComparison.Ordinal);
        Assert.Contains("6 x 10 x 2 = 120 of 150", text, StringComparison.Ordinal);
    }

    // All phases together have every alarm that there is.
    private async Task<IEnumerable<PublishedAlert>> AllAsync()
        => [.. await PublishedAlert.AllAsync(await sage.GetAsync()), .. await PublishedAlert.AllAsync(await sage.GetAsync(phase: "growth"))];

    private static Regex CommandsAfter(string heading)
        => new($@"^## {heading}\n((?!^## ).*\n)*?```sh\n", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));

    [GeneratedRegex(@"^# .+\n\nAlarms?: .+\n\n## What it means\n\n\S.+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex WhatItMeans();

    [GeneratedRegex(@"docs/runbooks/(?<name>[a-z-]+\.md)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Mentioned();

    [GeneratedRegex(@"\]\((?<target>[^):#]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Link();
}
