using Constructs;

namespace Sage.AppHost.Aws.Alerts.Watching;

/// <summary>Whether alarms arrive: what is lost on the way, and the function that sends them.</summary>
internal static class DeliveryAlarms
{
    public static void Add(AlarmFactory alarms, Construct scope, string functionName, string deadLetterQueue)
    {
        alarms.Add(scope, new MetricAlert("alerts-dead-letters")
        {
            Description = "Alarms could not be delivered and wait in the dead-letter queue.",
            Channel = AlertChannel.Errors,
            Runbook = "dead-letters",
            Measured = new Measurement("Messages in the dead-letter queue", MeasurementUnit.Number, new AlertMetric("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum", ("QueueName", deadLetterQueue))),
            Limit = 0,
            PeriodMinutes = 1,
            Missing = MissingData.Well,
        });
        alarms.Add(scope, new MetricAlert("discord-alert-errors")
        {
            Description = "The function that sends alarms to Discord fails.",
            Channel = AlertChannel.Errors,
            Runbook = "dead-letters",
            Measured = new Measurement("Failed calls", MeasurementUnit.Number, new AlertMetric("AWS/Lambda", "Errors", "Sum", ("FunctionName", functionName))),
            Limit = 0,
            Missing = MissingData.Well,
        });
    }
}
