using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Google.Protobuf;

namespace Aspire.Hosting.Tests.Dashboard.ResourceService;

public sealed class ResourceMessageTests
{
    private static readonly DateTime SeenSince = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Every_part_of_a_state_reaches_the_dashboard()
    {
        var message = ResourceMessage.From(new ResourceEvent(new ExecutableResource("web", "sh", ""), "web-abc", TestState.Full), SeenSince);

        const string Expected = """
            {
              "name": "web-abc", "resourceType": "Executable", "displayName": "web", "uid": "web-abc", "state": "Running", "stateStyle": "success",
              "createdAt": "2026-01-02T03:04:05Z", "startedAt": "2026-01-02T03:04:06Z", "stoppedAt": "2026-01-02T03:04:07Z",
              "isHidden": true, "iconName": "Box", "iconVariant": "ICON_VARIANT_FILLED",
              "environment": [ { "name": "A", "value": "1", "isFromSpec": true }, { "name": "B", "value": "" } ],
              "commands": [ {
                "name": "reset", "displayName": "Reset data", "displayDescription": "Deletes all data", "confirmationMessage": "Really?", "isHighlighted": true,
                "iconName": "ArrowReset", "iconVariant": "ICON_VARIANT_REGULAR", "state": "RESOURCE_COMMAND_STATE_DISABLED",
                "argumentInputs": [ { "label": "how", "inputType": "INPUT_TYPE_CHOICE", "required": true, "options": { "h": "Hard" }, "name": "how" } ] } ],
              "properties": [
                { "name": "resource.uid", "value": "web-abc" }, { "name": "resource.name", "value": "web-abc" }, { "name": "resource.type", "value": "Executable" },
                { "name": "resource.displayName", "value": "web" }, { "name": "resource.state", "value": "Running" }, { "name": "resource.exitCode", "value": "3" },
                { "name": "resource.createTime", "value": "2026-01-02T03:04:05.0000000Z" }, { "name": "resource.startTime", "value": "2026-01-02T03:04:06.0000000Z" },
                { "name": "resource.stopTime", "value": "2026-01-02T03:04:07.0000000Z" }, { "name": "resource.healthState", "value": "Unhealthy" },
                { "name": "executable.pid", "displayName": "Process ID", "value": 42, "isSensitive": false, "isHighlighted": true, "sortOrder": 3 },
                { "name": "executable.args", "value": [ "--port", "80" ], "isSensitive": true },
                { "name": "numbers", "value": [ 1, 0 ], "isSensitive": false },
                { "name": "nothing", "value": null, "isSensitive": false } ],
              "urls": [ { "endpointName": "http", "fullUrl": "http://localhost:80", "isInternal": true, "isInactive": true, "displayProperties": { "sortOrder": 2, "displayName": "Page" } } ],
              "volumes": [ { "source": "data", "target": "/data", "mountType": "volume", "isReadOnly": true } ],
              "healthReports": [
                { "status": "HEALTH_STATUS_DEGRADED", "key": "ping", "description": "slow", "exception": "trace", "lastRunAt": "2026-01-02T03:04:08Z" },
                { "key": "first" } ],
              "relationships": [ { "resourceName": "other", "type": "Reference" } ]
            }
            """;
        var actual = JsonNode.Parse(JsonFormatter.Default.Format(message));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Expected), actual), actual!.ToJsonString());
    }

    [Fact]
    public void A_resource_without_a_time_of_creation_gets_one()
    {
        var snapshot = new CustomResourceSnapshot { ResourceType = "Parameter", Properties = [] };

        var message = ResourceMessage.From(new ResourceEvent(new ExecutableResource("web", "sh", ""), "web", snapshot), SeenSince);

        Assert.Equal(SeenSince, message.CreatedAt.ToDateTime());
        Assert.Equal("", message.State);
        Assert.False(message.HasIconName);
    }
}
