using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK.AWS.CloudWatch;
using Constructs;
using Sage.AppHost.Aws.Naming;

namespace Sage.AppHost.Aws.Alerts.Dashboard;

/// <summary>The one screen for whoever is on call: what rings, what users get, and what everything behind it is doing.</summary>
internal sealed class OperationsDashboard : Construct
{
    private const int Columns = 24;
    private const int AlarmsHeight = 4;

    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
    private const int MostAlarms = 100;

    /// <param name="scope">The stack that is made last, when all alarms are known.</param>
    /// <param name="alarms">Made the alarms.</param>
    /// <param name="loadBalancer">The load balancer's full name, <c>app/name/id</c>; null when there is none.</param>
    /// <param name="targetGroups">The target groups' full names.</param>
    public OperationsDashboard(Construct scope, AlarmFactory alarms, string? loadBalancer, params IReadOnlyList<string> targetGroups)
        : base(scope, "Dashboard")
    {
        var names = alarms.Plan.Names;
        var widgets = new JsonArray([.. alarms.AlarmNames.Chunk(MostAlarms).Select((names, index) => Alarms(alarms, names, index * AlarmsHeight))]);
        var below = widgets.Count * AlarmsHeight;
        foreach (var (widget, index) in DashboardWidgets.Of(alarms.Plan, loadBalancer, targetGroups).Select((widget, index) => (widget, index)))
        {
            var perRow = Columns / DashboardWidget.Width;
            widgets.Add(widget.ToJson(alarms.Plan.Settings.Region.SystemName, index % perRow * DashboardWidget.Width, below + (index / perRow * DashboardWidget.Height)));
        }

        _ = new CfnDashboard(this, "Operations", new CfnDashboardProps
        {
            DashboardName = names.Claim(NameKind.Dashboard, names.Prefix, "dashboard"),
            DashboardBody = new JsonObject { ["widgets"] = widgets }.ToJsonString(JsonSerializerOptions.Default),
        });
    }

    private static JsonObject Alarms(AlarmFactory alarms, IEnumerable<string> names, int y) => new()
    {
        ["type"] = "alarm",
        ["x"] = 0,
        ["y"] = y,
        ["width"] = Columns,
        ["height"] = AlarmsHeight,
        ["properties"] = new JsonObject
        {
            ["title"] = "Alarms",
            ["sortBy"] = "stateUpdatedTimestamp",
            ["alarms"] = new JsonArray([.. names.Select(name => (JsonNode)
                $"arn:{Amazon.CDK.Aws.PARTITION}:cloudwatch:{alarms.Plan.Settings.Region.SystemName}:{Amazon.CDK.Aws.ACCOUNT_ID}:alarm:{name}")]),
        },
    };
}
