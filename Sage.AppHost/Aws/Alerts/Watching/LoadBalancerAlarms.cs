using Amazon.CDK.AWS.CloudWatch;
using Constructs;

namespace Sage.AppHost.Aws.Alerts.Watching;

/// <summary>What users get: errors and waiting, over all services behind the load balancer.</summary>
internal static class LoadBalancerAlarms
{
    private const string Namespace = "AWS/ApplicationELB";

    /// <param name="alarms">Makes them.</param>
    /// <param name="scope">Where they stand.</param>
    /// <param name="loadBalancer">The load balancer's full name, <c>app/name/id</c>.</param>
    /// <returns>Those that are a reason to undo a deployment; one failed or slow request in a quiet minute is none.</returns>
    public static IReadOnlyList<CfnAlarm> Add(AlarmFactory alarms, Construct scope, string loadBalancer)
    {
        (string, string) dimension = ("LoadBalancer", loadBalancer);
        // RequestCount has only requests that reached a target; what the load balancer answered itself with 5xx comes on top.
        var failing = new Measurement("Requests that fail", MeasurementUnit.Percent, "100 * (FILL(target, 0) + FILL(balancer, 0)) / (FILL(requests, 0) + FILL(balancer, 0))",
        [
            ("target", new AlertMetric(Namespace, "HTTPCode_Target_5XX_Count", "Sum", dimension)),
            ("balancer", new AlertMetric(Namespace, "HTTPCode_ELB_5XX_Count", "Sum", dimension)),
            ("requests", new AlertMetric(Namespace, "RequestCount", "Sum", dimension)),
        ]);
        alarms.Add(scope, new MetricAlert("api-error-rate-high")
        {
            Description = "Requests fail with a status of 500 or above.",
            Channel = AlertChannel.Errors,
            Runbook = "api-error-rate-high",
            Measured = failing,
            Limit = 5,
            PeriodMinutes = 1,
            // No requests: a division by zero, which is no data.
            Missing = MissingData.Well,
        });
        var errors = alarms.Add(scope, new MetricAlert("api-errors-persist")
        {
            Description = "For five minutes requests have been failing with a status of 500 or above.",
            Channel = AlertChannel.Errors,
            Runbook = "api-error-rate-high",
            Measured = failing,
            Limit = 5,
            PeriodMinutes = 1,
            Periods = 5,
            Missing = MissingData.Well,
        });
        var slow = alarms.Add(scope, new MetricAlert("api-response-time-high")
        {
            Description = "One of twenty requests waits longer than two seconds for its answer to begin.",
            Channel = AlertChannel.Performance,
            Runbook = "response-time-high",
            Measured = new Measurement("Response time p95", MeasurementUnit.Seconds, new AlertMetric(Namespace, "TargetResponseTime", "p95", dimension)),
            Limit = 2,
            NeedsManySamples = true,
            Missing = MissingData.Well,
        });
        alarms.Add(scope, new MetricAlert("api-p95-high")
        {
            Description = "For ten minutes one of twenty requests has waited longer than half a second.",
            Channel = AlertChannel.Performance,
            Runbook = "response-time-high",
            Measured = new Measurement("Response time p95", MeasurementUnit.MillisecondsOfSeconds, new AlertMetric(Namespace, "TargetResponseTime", "p95", dimension)),
            Limit = 500,
            Periods = 2,
            Missing = MissingData.Well,
        });
        return [errors, slow];
    }
}
