using System.Text.Json.Nodes;

namespace Sage.AppHost.Aws.Alerts.Dashboard;

/// <summary>A graph of the dashboard.</summary>
internal sealed record DashboardWidget(string Title, params IReadOnlyList<(string Label, AlertMetric Metric)> Lines)
{
    public const int Width = 6;
    public const int Height = 6;
    private const int PeriodSeconds = 60;

    /// <summary>Arithmetic over the lines, which are then not drawn themselves: their ids are m0, m1 and so on.</summary>
    public string? Expression { get; init; }

    /// <summary>A limit that an alarm has, drawn as a line.</summary>
    public (string Label, double Value)? Limit { get; init; }

    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
    public JsonObject ToJson(string region, int x, int y)
    {
        var properties = new JsonObject
        {
            ["title"] = Title,
            ["region"] = region,
            ["view"] = "timeSeries",
            ["period"] = PeriodSeconds,
            ["yAxis"] = new JsonObject { ["left"] = new JsonObject { ["min"] = 0 } },
            ["metrics"] = new JsonArray([.. Metrics()]),
        };
        if (Limit is { } limit)
        {
            properties["annotations"] = new JsonObject { ["horizontal"] = new JsonArray(new JsonObject { ["label"] = limit.Label, ["value"] = limit.Value }) };
        }

        return new JsonObject { ["type"] = "metric", ["x"] = x, ["y"] = y, ["width"] = Width, ["height"] = Height, ["properties"] = properties };
    }

    private IEnumerable<JsonNode> Metrics()
    {
        if (Expression is not null)
        {
            yield return new JsonArray(new JsonObject { ["expression"] = Expression, ["label"] = Title, ["id"] = "e" });
        }

        foreach (var ((label, metric), index) in Lines.Select((line, index) => (line, index)))
        {
            yield return new JsonArray(
            [
                metric.Namespace,
                metric.Name,
                .. metric.Dimensions.SelectMany(dimension => new JsonNode[] { dimension.Name, dimension.Value }),
                new JsonObject { ["stat"] = metric.Statistic, ["label"] = label, ["id"] = $"m{index}", ["visible"] = Expression is null },
            ]);
        }
    }
}
