using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Cli;
using Aspire.Hosting.Cli.Messages;
using Aspire.Hosting.Tests.Dashboard;

namespace Aspire.Hosting.Tests.Cli;

public sealed class ResourceSnapshotsTests : IDisposable
{
    private const string Secret = "a{secret}of+the(test)";

    private readonly TestState _state = new();
    private readonly ExecutableResource _web = new("web", "sh", "");

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task Every_part_of_a_state_reaches_the_cli()
    {
        await _state.PublishAsync(_web, TestState.Full);

        var message = JsonSerializer.SerializeToNode(Assert.Single(Snapshots().GetAll(jsonProperties: true)), CliJson.Default.ResourceSnapshotMessage);

        const string Expected = """
            {
              "name": "web", "displayName": "web", "resourceType": "Executable", "type": "Executable", "state": "Running", "stateStyle": "success", "waitingFor": null,
              "healthStatus": "Unhealthy", "exitCode": 3, "createdAt": "2026-01-02T03:04:05+00:00", "startedAt": "2026-01-02T03:04:06+00:00", "stoppedAt": "2026-01-02T03:04:07+00:00",
              "isHidden": true, "urls": [], "relationships": [ { "resourceName": "other", "type": "Reference" } ],
              "healthReports": [ { "name": "ping", "status": "Degraded", "description": "slow", "exceptionText": "trace" }, { "name": "first", "status": null, "description": null, "exceptionText": null } ],
              "volumes": [ { "source": "data", "target": "/data", "mountType": "volume", "isReadOnly": true } ],
              "environmentVariables": [ { "name": "A", "value": "1", "isFromSpec": true }, { "name": "B", "value": null, "isFromSpec": false } ],
              "properties": { "executable.pid": 42, "executable.args": null, "numbers": [ 1, 0 ], "nothing": null },
              "commands": [
                { "name": "reset", "displayName": "Reset data", "description": "Deletes all data", "argumentInputs": [
                  { "name": "how", "label": null, "description": null, "enableDescriptionMarkdown": false, "inputType": "Choice", "required": true, "placeholder": null, "value": null,
                    "options": { "h": "Hard" }, "allowCustomChoice": false, "disabled": false, "maxLength": null, "dynamicLoading": null } ], "visibility": "UI, Api", "state": "Disabled" },
                { "name": "for-tools", "displayName": "Reset data", "description": "Deletes all data", "argumentInputs": [], "visibility": "Api", "state": "Enabled" } ]
            }
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Expected), message), message!.ToJsonString());
    }

    [Fact]
    public async Task An_older_cli_gets_properties_as_text()
    {
        await _state.PublishAsync(_web, TestState.Full);

        var properties = Assert.Single(Snapshots().GetAll(jsonProperties: false)).Properties;

        Assert.Equal(["42", null, "1,0", null], properties.Values.Select(value => (string?)value));
    }

    [Fact]
    public async Task Secrets_and_what_contains_them_are_left_out()
    {
        await _state.PublishAsync(_web, TestState.Full with
        {
            EnvironmentVariables =
            [
                new("PASSWORD", Secret, IsFromSpec: true),
                new("ConnectionStrings__db", $"Host=localhost;Password={Secret}", IsFromSpec: true),
                new("DB_URI", $"postgresql://user:{Uri.EscapeDataString(Secret)}@localhost/db", IsFromSpec: true),
                new("PLAIN", "visible", IsFromSpec: true),
            ],
            Properties = [new("resource.source", Secret)],
        });

        var message = Assert.Single(Snapshots(new ParameterResource("password", _ => Secret, secret: true)).GetAll(jsonProperties: true));

        Assert.Equal([null, null, null, "visible"], message.EnvironmentVariables.Select(variable => variable.Value));
        Assert.Null(message.Properties["resource.source"]);
    }

    private ResourceSnapshots Snapshots(params IResource[] others) => new(new DistributedApplicationModel([_web, .. others]), _state.Notifications);
}
