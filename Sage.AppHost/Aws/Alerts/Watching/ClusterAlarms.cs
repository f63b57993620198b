using Constructs;
using Sage.AppHost.Aws.Naming;

namespace Sage.AppHost.Aws.Alerts.Watching;

/// <summary>What ECS says of the tasks of the cluster, whatever service they belong to.</summary>
internal static class ClusterAlarms
{
    // The group of a task of a service; jobs have family:….
    private const string Services = "service:";

    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
    private static readonly string[] FailedChecks = ["Task failed ELB health checks", "Task failed container health checks"];
    private static readonly string[] Unasked = ["EssentialContainerExited", "TaskFailedToStart"];

    public static void Add(AlarmFactory alarms, Construct scope)
    {
        if (!alarms.Plan.LongRunning.Any())
        {
            return;
        }

        // The ends of ARNs: the account is not known when the template is written.
        var name = alarms.Plan.Names.Of(NameKind.Cluster, "cluster");
        var cluster = (object[])[Match("suffix", $":cluster/{name}")];
        alarms.Add(scope, new EventAlert("task-health-check-failed")
        {
            Description = "A task was stopped because its health check failed.",
            Channel = AlertChannel.Errors,
            Runbook = "task-health-check-failed",
            When = "A task is stopped for a failed health check of the load balancer or of the container",
            Pattern = Stopped(cluster, "stoppedReason", [.. FailedChecks.Select(reason => Match("prefix", reason))]),
        });
        alarms.Add(scope, new EventAlert("task-stopped")
        {
            Description = "A task of a service ended by itself or could not start.",
            Channel = AlertChannel.Errors,
            Runbook = "task-stopped",
            When = "The program of a task exits, or its image or secrets cannot be read",
            Pattern = Stopped(cluster, "stopCode", Unasked),
        });
        alarms.Add(scope, new EventAlert("deployment-failed")
        {
            Description = "A deployment failed; the circuit breaker went back to the version before.",
            Channel = AlertChannel.Errors,
            Runbook = "deployment-failed",
            When = "ECS says SERVICE_DEPLOYMENT_FAILED",
            Pattern = new Dictionary<string, object>
            {
                ["source"] = (string[])["aws.ecs"],
                ["detail-type"] = (string[])["ECS Deployment State Change"],
                ["resources"] = (object[])[.. alarms.Plan.LongRunning.Select(task => Match("suffix", $":service/{name}/{task.Name}"))],
                ["detail"] = new Dictionary<string, object> { ["eventName"] = (string[])["SERVICE_DEPLOYMENT_FAILED"] },
            },
        });
    }

    private static Dictionary<string, object> Stopped(object[] cluster, string reason, object[] reasons)
        => AccountAlarms.Pattern("aws.ecs", ["ECS Task State Change"], new()
        {
            ["clusterArn"] = cluster,
            ["group"] = (object[])[Match("prefix", Services)],
            ["lastStatus"] = (string[])["STOPPED"],
            [reason] = reasons,
        });

    private static Dictionary<string, object> Match(string how, string text) => new() { [how] = text };
}
