using System.Text.Json.Nodes;
using Aspire.Hosting.Tests.Conformance;

namespace Aspire.Hosting.Tests.Cli.Real;

/// <summary>What <c>aspire describe</c> and <c>aspire ps</c> print, held against what they print of Aspire's own AppHost.</summary>
[Collection(nameof(TourCollection))]
public sealed class DescribeConformanceTests(Tour tour)
{
    private const string File = "18-cli.json";

    /// <summary>Certificates are not injected, and each AppHost has variables and values of its own.</summary>
    private static readonly string[] OwnVariables =
    [
        "ASPNETCORE_HTTPS_PORT", "Kestrel__Certificates__Default__Path", "SSL_CERT_DIR",
        "DUMP_DIR", "DUMP_NAME", "EXIT_CODE", "SECRET", "ConnectionStrings__cs", "GREETING", "PASSWORD", "ConnectionStrings__store",
    ];

    [Theory]
    [InlineData("service", "api")]
    [InlineData("job", "done")]
    [InlineData("chatter", "tool")]
    [InlineData("password", "sec")]
    public async Task A_resource_looks_like_Aspires(string name, string theirs)
    {
        var expected = Shape(Theirs(theirs), theirs);
        var actual = Shape(await tour.ResourceAsync(name), name);

        Assert.Equal(string.Join('\n', expected), string.Join('\n', actual));
    }

    [Fact]
    public async Task References_and_parents_are_named_as_Aspire_names_them()
    {
        var all = (await tour.JsonAsync("describe"))["resources"]!.AsArray();

        Assert.Equal(
            Relationships(Theirs("api"), ("sec", "password"), ("cs", "store")).Order(StringComparer.Ordinal),
            Relationships(all.Single(resource => (string?)resource!["displayName"] == "service")!).Except(["Reference greeting"], StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.StartsWith("service-", (string?)all.Single(resource => (string?)resource!["displayName"] == "chatter")!["properties"]!["resource.parentName"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ps_has_the_fields_that_Aspire_has()
    {
        using var document = ExpectedModel.Open(File);
        var expected = document.RootElement.GetProperty("ps")[0].EnumerateObject().Select(property => property.Name);

        var actual = JsonNode.Parse((await tour.Cli.RunAsync("ps", "--format", "json")).Output)!.AsArray().Single(host => ((string)host!["appHostPath"]!).EndsWith("Sample.Tour.csproj", StringComparison.Ordinal))!.AsObject();

        Assert.Equal(expected, actual.Select(property => property.Key));
    }

    [Fact]
    public async Task An_unknown_resource_ends_as_it_does_with_Aspire()
    {
        using var document = ExpectedModel.Open(File);
        var expected = document.RootElement.GetProperty("describe-nosuch").EnumerateArray().Select(line => line.GetString()!).ToList();

        var result = await tour.AspireAsync("describe", "nosuch");

        Assert.Equal(expected[^1], $"exit {result.ExitCode}");
        Assert.Contains(expected[0], result.All, StringComparison.Ordinal);
    }

    private static JsonNode Theirs(string name)
    {
        using var document = ExpectedModel.Open(File);
        return JsonNode.Parse(document.RootElement.GetProperty("describe").GetRawText())!["resources"]!.AsArray().Single(resource => (string?)resource!["displayName"] == name)!.DeepClone();
    }

    /// <summary>What does not depend on the AppHost: which members there are, which of them are empty, and all of the commands.</summary>
    private static SortedSet<string> Shape(JsonNode resource, string name)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal)
        {
            $"type {resource["resourceType"]} state {resource["state"]} health {resource["healthStatus"]} exit {resource["exitCode"]}",
        };
        lines.UnionWith(resource.AsObject().Select(member => $"member {member.Key}").Except(["member urls", "member relationships"], StringComparer.Ordinal));
        lines.UnionWith(resource["properties"]!.AsObject().Select(property => $"property {property.Key} {(property.Key.EndsWith("pid", StringComparison.Ordinal) ? "" : property.Value?.GetValueKind())}"));
        lines.UnionWith(resource["environment"]!.AsObject().Where(variable => !OwnVariables.Contains(variable.Key)).Select(variable => $"variable {variable.Key}"));
        lines.UnionWith(resource["healthReports"]!.AsObject().Select(report => $"report {report.Key.Replace(name, "NAME", StringComparison.Ordinal)} {report.Value!["status"]}"));
        lines.UnionWith(resource["commands"]!.AsObject().Select(command => $"command {command.Key} {Text(command.Value!, name)}"));
        return lines;
    }

    /// <summary>Whether values can be kept depends on the project having user secrets.</summary>
    private static string Text(JsonNode command, string name)
    {
        foreach (var input in command["argumentInputs"]?.AsArray() ?? [])
        {
            if ((string?)input!["inputType"] == "Boolean")
            {
                input.AsObject().Remove("disabled");
                input.AsObject().Remove("description");
            }
        }

        return command.ToJsonString().Replace($"\"{name}\"", "\"NAME\"", StringComparison.Ordinal).Replace($"for {name}", "for NAME", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Relationships(JsonNode resource, params (string From, string To)[] renamed)
        => resource["relationships"]!.AsArray().Select(relation => (Type: (string?)relation!["type"], Name: (string?)relation["resourceName"]))
            .Select(relation => $"{relation.Type} {renamed.Where(pair => pair.From == relation.Name).Select(pair => pair.To).FirstOrDefault(relation.Name)}");
}
