namespace Aspire.Hosting.Tests.Conformance;

public sealed class ConformanceTests(ProjectFixture fixture) : IClassFixture<ProjectFixture>
{
    public static TheoryData<string> Models =>
    [
        "01-service-discovery", "02-executable-args", "03-parameters", "04-connection-strings",
        "05-postgres", "06-valkey", "07-reference-expressions", "08-with-environment", "09-replicas", "11-vite", "12-external-service", "13-launch-profiles",
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public Task A_running_model_has_the_values_Aspire_gives_it(string model) => CompareAsync(model, run: true);

    [Theory]
    [MemberData(nameof(Models))]
    public Task A_published_model_has_the_placeholders_Aspire_gives_it(string model) => CompareAsync(model, run: false);

    private async Task CompareAsync(string model, bool run)
    {
        var expected = ExpectedModel.Load($"{model}.json", run ? "run" : "publish");
        var actual = await ActualModel.ResolveAsync(builder => ConformanceModels.Named(model)(new(builder, fixture)), run, fixture.Root);

        var differences = expected.Keys.Union(actual.Keys, StringComparer.Ordinal).SelectMany(name => Differences(name, Lines(expected, name), Lines(actual, name))).ToArray();
        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }

    private static SortedSet<string> Lines(Dictionary<string, SortedSet<string>> model, string name)
        => model.TryGetValue(name, out var lines) ? lines : new(StringComparer.Ordinal) { "(no such resource)" };

    private static IEnumerable<string> Differences(string name, SortedSet<string> expected, SortedSet<string> actual)
        => [.. expected.Except(actual, StringComparer.Ordinal).Select(line => $"{name}: missing    {line}"),
            .. actual.Except(expected, StringComparer.Ordinal).Select(line => $"{name}: unexpected {line}")];
}
