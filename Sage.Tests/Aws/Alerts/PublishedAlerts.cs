using System.Text.Json.Nodes;

namespace Sage.Tests.Aws.Alerts;

/// <summary>What people are told in the published application, as the function itself reads it.</summary>
/// <param name="Name">Of the alarm or rule.</param>
/// <param name="Channel">Where it goes.</param>
/// <param name="Threshold">In words.</param>
/// <param name="Runbook">A path in the repository.</param>
/// <param name="Resource">The alarm or the rule.</param>
internal sealed record PublishedAlert(string Name, string Channel, string Threshold, string Runbook, JsonObject Resource)
{
    public JsonObject Settings => Resource["Properties"]!.AsObject();

    public static async Task<IReadOnlyList<PublishedAlert>> AllAsync(PublishedModel model)
    {
        (JsonObject Resource, JsonNode Message)[] sent =
        [
            .. model.Resources("AWS::CloudWatch::Alarm").Where(alarm => alarm.Resource["Properties"]!["AlarmDescription"] is not null).Select(alarm => (alarm.Resource, AsMessage(alarm.Resource))),
            .. model.Resources("AWS::Events::Rule").Select(rule => (rule.Resource, Template: TemplateOf(rule.Resource))).Where(rule => rule.Template is not null)
                .Select(rule => (rule.Resource, AsMessage(rule.Template!))),
        ];
        var input = new JsonArray([.. sent.Select(message => message.Message.DeepClone())]).ToJsonString();
        var (exitCode, output) = await NodeProgram.RunAsync(Path.Combine(NodeProgram.Lambda, "tests"), input, "read.mjs");
        Assert.True(exitCode == 0, output);
        return [.. JsonNode.Parse(output)!.AsArray().Zip(sent, (read, message) => new PublishedAlert(
            (string)read!["name"]!, (string)read["channel"]!, (string?)read["threshold"] ?? "", (string?)read["runbook"] ?? "", message.Resource))];
    }

    private static JsonObject AsMessage(JsonObject alarm) => new JsonObject
    {
        ["AlarmName"] = alarm["Properties"]!["AlarmName"]!.DeepClone(),
        ["AlarmDescription"] = alarm["Properties"]!["AlarmDescription"]!.DeepClone(),
        ["NewStateValue"] = "ALARM",
    };

    // What EventBridge makes of the template: the event in the place of its name.
    private static JsonNode AsMessage(string template)
        => JsonNode.Parse(template.Replace("<aws.events.event.json>", """{"detail-type":"Scheduled Event","region":"us-west-2","time":"2026-11-20T08:00:00Z","detail":{}}""", StringComparison.Ordinal))!;

    private static string? TemplateOf(JsonObject rule) => (string?)rule["Properties"]!["Targets"]?[0]?["InputTransformer"]?["InputTemplate"];
}
