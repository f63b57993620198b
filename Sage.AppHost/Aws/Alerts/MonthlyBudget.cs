using Amazon.CDK.AWS.Budgets;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Alerts;

/// <summary>Says when the month costs more than was meant, and when it is going to.</summary>
internal sealed class MonthlyBudget : Construct
{
    public MonthlyBudget(Construct scope, AwsPlan plan, AlertTopic alerts)
        : base(scope, "Budget")
    {
        var budget = new CfnBudget(this, "Monthly", new CfnBudgetProps
        {
            // Costs of the whole account: a filter by tag counts nothing until the tag is activated for costs, silently.
            Budget = new CfnBudget.BudgetDataProperty
            {
                BudgetName = plan.Names.Of(NameKind.Budget, "monthly"),
                BudgetType = "COST",
                TimeUnit = "MONTHLY",
                BudgetLimit = new CfnBudget.SpendProperty { Amount = plan.Settings.MonthlyBudget, Unit = "USD" },
            },
            NotificationsWithSubscribers = (object[])[Notify("ACTUAL", 80, alerts), Notify("ACTUAL", 100, alerts), Notify("FORECASTED", 100, alerts)],
        });
        // Budgets may publish when the topic's policy is there.
        budget.Node.AddDependency(alerts);
    }

    private static CfnBudget.NotificationWithSubscribersProperty Notify(string type, int percent, AlertTopic alerts) => new()
    {
        Notification = new CfnBudget.NotificationProperty
        {
            NotificationType = type,
            ComparisonOperator = "GREATER_THAN",
            Threshold = percent,
            ThresholdType = "PERCENTAGE",
        },
        Subscribers = (object[])[new CfnBudget.SubscriberProperty { SubscriptionType = "SNS", Address = alerts.Topic.TopicArn }],
    };
}
