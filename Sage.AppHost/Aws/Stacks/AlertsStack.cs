using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;
using Sage.AppHost.Aws.Alerts;
using Sage.AppHost.Aws.Alerts.Watching;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>Where alarms go. It stands before everything that has alarms, and watches what belongs to no other stack.</summary>
internal sealed class AlertsStack : AwsStack
{
    public AlertsStack(Construct scope, AwsPlan plan)
        : base(scope, plan, "alerts", "Alarms to people")
    {
        var alerts = new AlertTopic(this, plan);
        var deadLetters = new DeadLetters(this, plan);
        var webhooks = new WebhookSecrets(this, plan, alerts.Key);
        var discord = new DiscordFunction(this, plan, alerts, webhooks, deadLetters);
        if (plan.Settings.AlertEmail is { } address)
        {
            // For the day on which Discord or the function is what is broken.
            alerts.Topic.AddSubscription(new EmailSubscription(address));
        }

        _ = new MonthlyBudget(this, plan, alerts);
        Alarms = new AlarmFactory(plan, alerts.Topic, deadLetters.Queue);
        DeliveryAlarms.Add(Alarms, this, discord.FunctionName, deadLetters.QueueName);
        AccountAlarms.Add(Alarms, this);
        ClusterAlarms.Add(Alarms, this);
        ApplicationAlarms.Add(Alarms, this);
    }

    /// <summary>Makes the alarms of every stack.</summary>
    public AlarmFactory Alarms { get; }
}
