using Sage.AppHost.Aws.Alerts;
using Sage.AppHost.Aws.Customization;

namespace Sage.AppHost.Alerts;

/// <summary>
/// What of the backend's own metrics somebody is told about, under the names that the specification gives them (001). An alarm is quiet as long as
/// nothing reports its metric, as those of features that Sage.Api does not have yet.
/// </summary>
internal static class BackendAlarms
{
    /// <summary>Alarms of the published application; nothing in run mode.</summary>
    public static IResourceBuilder<ProjectResource> WithBackendAlarms(this IResourceBuilder<ProjectResource> backend) => backend
        .WithMetricAlarm(new MetricAlarm("chat-response-time-high")
        {
            Metric = "chatResponseTime",
            Title = "Chat response time p95",
            Statistic = "p95",
            Limit = 500,
            Unit = MeasurementUnit.Milliseconds,
            Description = "One of twenty answers of the chat takes too long.",
            Channel = AlertChannel.Performance,
            Runbook = "chat-response-time-high",
        })
        .WithMetricAlarm(new MetricAlarm("chat-first-token-slow")
        {
            Metric = "chatFirstTokenTime",
            Title = "Time to the first token p95",
            Statistic = "p95",
            Limit = 5000,
            Unit = MeasurementUnit.Milliseconds,
            Description = "Users of the chat see nothing for too long after they asked.",
            Channel = AlertChannel.Performance,
            Runbook = "chat-first-token-slow",
        })
        .WithMetricAlarm(new MetricAlarm("hallucination-rate-high")
        {
            Metric = "hallucinationRate",
            Title = "Answers that contradict the data",
            Statistic = "Average",
            Limit = 1,
            Unit = MeasurementUnit.Percent,
            Description = "The chat says things that the data do not.",
            Channel = AlertChannel.Performance,
            Runbook = "hallucination-rate-high",
        })
        .WithMetricAlarm(new MetricAlarm("queue-size-high")
        {
            // One gauge for all queues: the largest of them.
            Metric = "queueSize",
            Title = "Longest queue",
            Statistic = "Maximum",
            Limit = 1000,
            Description = "A queue in the backend grows faster than it is worked off.",
            Channel = AlertChannel.Performance,
            Runbook = "queue-size-high",
        })
        .WithMetricAlarm(News("daily-active-users-milestone", "dailyActiveUsersMilestones", "Milestones", "The number of daily active users reached a milestone."))
        .WithMetricAlarm(News("shadow-portfolio-updated", "shadowPortfolioUpdates", "Updates", "The performance of the shadow portfolio was updated."))
        .WithMetricAlarm(News("market-alerts-sent", "marketAlertsSent", "Alerts", "Market alerts were sent to users."))
        .WithMetricSummary(new MetricSummary("token-usage-daily")
        {
            Metrics = [("tokenUsage", "Tokens used")],
            Description = "Tokens of the language model used in the last day.",
            Runbook = "token-usage-daily",
        });

    // Counted when it happens: any is news.
    private static MetricAlarm News(string name, string metric, string title, string description) => new(name)
    {
        Metric = metric,
        Title = title,
        Statistic = "Sum",
        Limit = 0,
        Description = description,
        Channel = AlertChannel.Business,
        Runbook = "business-news",
    };
}
