using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sage.AppHost.Aws.Alerts;

/// <summary>Sent for every event that matches, or every day at a time.</summary>
internal sealed record EventAlert(string Name) : Alert(Name)
{
    // A value of a JSON field only, and without quotes: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
    private const string WholeEvent = "<aws.events.event.json>";
    private const string Placeholder = "{event}";

    public required string When { get; init; }

    /// <summary>What EventBridge matches; null with a <see cref="Schedule"/>.</summary>
    public IReadOnlyDictionary<string, object>? Pattern { get; init; }

    /// <summary>Such as <c>cron(0 8 * * ? *)</c>, in UTC.</summary>
    public string? Schedule { get; init; }

    /// <summary>Sums of a day that the function reads and sends along.</summary>
    public IReadOnlyList<SummedMetric> Summed { get; init; } = [];

    public override string Threshold => When;

    /// <summary>The message for the topic: the alert in the fields of an alarm, with the event inside.</summary>
    public string InputTemplate(string fullName, string text)
    {
        var message = new JsonObject { ["AlarmName"] = fullName, ["AlarmDescription"] = text };
        if (Summed.Count > 0)
        {
            message["Metrics"] = new JsonArray([.. Summed.Select(metric => new JsonObject
            {
                ["Namespace"] = metric.Namespace,
                ["MetricName"] = metric.Name,
                ["Stat"] = "Sum",
                ["Label"] = metric.Label,
            })]);
        }

        message["Event"] = Placeholder;
        // The serializer writes < and > as \u003C and \u003E, which EventBridge could not escape.
        return message.ToJsonString(JsonSerializerOptions.Default).Replace($"\"{Placeholder}\"", WholeEvent, StringComparison.Ordinal);
    }
}

/// <summary>A metric of a summary.</summary>
internal sealed record SummedMetric(string Namespace, string Name, string Label);
