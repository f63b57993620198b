using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SNS;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Storage;

namespace Sage.AppHost.Aws.Alerts;

/// <summary>
/// The topic of all alarms, encrypted. Its key is the customer's: with the key that AWS manages for SNS the services below could not
/// publish, and nobody would be told (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html).
/// </summary>
internal sealed class AlertTopic : Construct
{
    private const string Rules = "events.amazonaws.com";

    // Alarms; costs; notices of RDS.
    private static readonly string[] Others = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com", "events.rds.amazonaws.com"];

    public AlertTopic(Construct scope, AwsPlan plan)
        : base(scope, "Alerts")
    {
        // Replacing the key makes the webhook secrets unreadable.
        Key = new Key(this, "Key", new KeyProps
        {
            Alias = $"alias/{plan.Names.Prefix}-alerts",
            Description = $"Alarms of {plan.Names.Prefix} and the webhooks they go to",
            EnableKeyRotation = true,
            RemovalPolicy = Kept.Policy,
        });
        Key.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "ServicesPublishAlarms",
            Principals = [.. Others.Append(Rules).Select(publisher => new ServicePrincipal(publisher))],
            Actions = ["kms:GenerateDataKey*", "kms:Decrypt"],
            // Of a key policy: the key itself. Who may publish is the topic's policy; EventBridge does not send its source on to KMS.
            Resources = ["*"],
        }));

        Topic = new Topic(this, "Topic", new TopicProps
        {
            TopicName = plan.Names.Of(NameKind.Topic, "alerts"),
            DisplayName = $"{plan.Names.Prefix} alarms",
            MasterKey = Key,
            EnforceSSL = true,
        });
        // A policy of its own replaces SNS's default, which let alarms of the account publish.
        AllowPublishing("ServicesOfThisAccountPublish", Others, new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Amazon.CDK.Aws.ACCOUNT_ID },
        });
        // EventBridge says nothing about itself to SNS: with a condition it is refused, and only a metric would show it
        // (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions).
        AllowPublishing("RulesPublish", [Rules], conditions: null);
    }

    public Key Key { get; }

    public Topic Topic { get; }

    private void AllowPublishing(string id, string[] services, IDictionary<string, object>? conditions)
        => _ = Topic.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = id,
            Principals = [.. services.Select(service => new ServicePrincipal(service))],
            Actions = ["sns:Publish"],
            Resources = [Topic.TopicArn],
            Conditions = conditions,
        }));
}
