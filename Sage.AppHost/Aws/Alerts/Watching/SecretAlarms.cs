using Constructs;

namespace Sage.AppHost.Aws.Alerts.Watching;

/// <summary>Whether what follows from a changed secret was done; that a rotation itself failed is an event of the account.</summary>
internal static class SecretAlarms
{
    public static void Add(AlarmFactory alarms, Construct scope, string deadLetterQueue) => alarms.Add(scope, new MetricAlert("secrets-not-renewed")
    {
        Description = "A secret changed, but what is composed of it or who reads it did not follow: new connections may be refused.",
        Channel = AlertChannel.Errors,
        Runbook = "rotate-secrets",
        Measured = new Measurement("Changes that were not followed", MeasurementUnit.Number, new AlertMetric("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum", ("QueueName", deadLetterQueue))),
        Limit = 0,
        PeriodMinutes = 1,
        Missing = MissingData.Well,
    });
}
