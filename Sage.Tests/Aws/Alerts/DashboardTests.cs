using System.Text.Json.Nodes;

namespace Sage.Tests.Aws.Alerts;

/// <summary>The one screen for whoever is on call.</summary>
public sealed class DashboardTests(SageTemplates sage)
{
    [Theory]
    [InlineData("Production", "sage")]
    [InlineData("Staging", "sage-staging")]
    public async Task It_shows_every_alarm_and_what_is_behind_them(string environment, string name)
    {
        var model = await sage.GetAsync(environment);
        var dashboard = model.One("AWS::CloudWatch::Dashboard");
        var widgets = JsonNode.Parse(Flatten(dashboard["DashboardBody"]!))!["widgets"]!.AsArray();

        Assert.Equal(name, (string?)dashboard["DashboardName"]);
        Assert.Equal(
            model.Resources("AWS::CloudWatch::Alarm").Select(alarm => (string?)alarm.Resource["Properties"]!["AlarmName"]).OfType<string>().Order(StringComparer.Ordinal),
            Assert.Single(widgets, widget => (string?)widget!["type"] == "alarm")!["properties"]!["alarms"]!.AsArray().Select(arn => ((string)arn!).Split(":alarm:")[1]).Order(StringComparer.Ordinal));
        string[] titles = [.. widgets.Select(widget => (string)widget!["properties"]!["title"]!)];
        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal) { "Requests", "Requests that fail, %", "Response time, s", "Targets", $"{name}-backend: tasks", $"{name}-postgres: connections", $"{name}-valkey: memory, %", "Longest queue", "Tokens used" },
            titles.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Its_graphs_do_not_lie_on_each_other()
    {
        var widgets = JsonNode.Parse(Flatten((await sage.GetAsync()).One("AWS::CloudWatch::Dashboard")["DashboardBody"]!))!["widgets"]!.AsArray();
        var cells = widgets.SelectMany(widget =>
            from x in Enumerable.Range((int)widget!["x"]!, (int)widget["width"]!)
            from y in Enumerable.Range((int)widget["y"]!, (int)widget["height"]!)
            select (x, y)).ToArray();

        Assert.Equal(cells.Length, cells.Distinct().Count());
        Assert.All(cells, cell => Assert.InRange(cell.x, 0, 23));
    }

    // CloudFormation joins the text with names that it knows later.
    private static string Flatten(JsonNode body) => body is JsonObject ? string.Concat(body["Fn::Join"]![1]!.AsArray().Select(part => part is JsonValue ? (string)part! : "X")) : (string)body!;
}
