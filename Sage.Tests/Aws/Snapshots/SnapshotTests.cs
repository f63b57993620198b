using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sage.Tests.Aws.Snapshots;

/// <summary>
/// The whole of what production's first phase publishes, so that a change shows all that it changes. Accept a wanted one with
/// <c>UPDATE_TEMPLATES=1 dotnet test Sage.Tests --filter FullyQualifiedName~SnapshotTests</c> and read the diff.
/// </summary>
public sealed partial class SnapshotTests(SageTemplates sage)
{
    private static readonly string Folder = Path.Combine(Projects.Sage_AppHost.ProjectPath, "../Sage.Tests/Aws/Snapshots");
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("sage-network")]
    [InlineData("sage-alerts")]
    [InlineData("sage-backup-copy")]
    [InlineData("sage-data")]
    [InlineData("sage-tasks")]
    [InlineData("sage-edge")]
    [InlineData("sage-app")]
    public async Task A_stack_is_as_it_was_reviewed(string stack)
    {
        var source = typeof(SnapshotTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "AspireSource").Value;
        Assert.SkipUnless(source == "repo", "Reviewed with the CDK of AspireSource=repo; another version writes other defaults.");
        var actual = Scrubbed((await sage.GetAsync()).Templates[stack]);
        var file = Path.Combine(Folder, $"{stack}.json");
        if (Environment.GetEnvironmentVariable("UPDATE_TEMPLATES") == "1")
        {
            await File.WriteAllTextAsync(file, actual, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), actual);
    }

    [Fact]
    public async Task Every_stack_of_production_has_been_reviewed()
        => Assert.Equal(
            (await sage.GetAsync()).Templates.Keys.Order(StringComparer.Ordinal),
            Directory.GetFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    // Hashes of files change with every change of their content.
    private static string Scrubbed(JsonObject template) => Hash().Replace(template.ToJsonString(Indented), "<hash>") + "\n";

    [GeneratedRegex("[0-9a-f]{64}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Hash();
}
