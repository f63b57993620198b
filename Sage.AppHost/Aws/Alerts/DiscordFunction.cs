using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Lambda.Destinations;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;
using Sage.AppHost.Aws.Functions;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Alerts;

/// <summary>Turns what is published to the topic into messages of Discord; its code is the folder <c>lambda</c>.</summary>
internal sealed class DiscordFunction : Construct
{
    private const string ShortName = "discord-alert";

    // Discord's rate limits are waited for.
    private static readonly Duration Longest = Duration.Seconds(30);

    public DiscordFunction(Construct scope, AwsPlan plan, AlertTopic alerts, WebhookSecrets webhooks, DeadLetters deadLetters)
        : base(scope, "Discord")
    {
        // The name that the specification gives it, and one of its own where a second environment may be in the same account.
        FunctionName = plan.Settings.IsProduction ? plan.Names.Claim(NameKind.Function, ShortName, ShortName) : plan.Names.Of(NameKind.Function, ShortName);
        var code = new FunctionCode(ShortName, FunctionCode.Shipped(ShortName), "index.handler", "Alarms to Discord", Longest, Variables(plan));
        var parts = new NodeFunction(this, plan, code, FunctionName, props =>
        {
            props.Tracing = Tracing.ACTIVE;
            // No reserved concurrency: accounts begin with 10, and Lambda refuses to reserve any of those. Asynchronous calls wait in line.
            props.RetryAttempts = 2;
            props.MaxEventAge = Duration.Hours(1);
            props.OnFailure = new SqsDestination(deadLetters.Queue);
        });
        Allow(parts, plan, alerts.Key, webhooks);
        alerts.Topic.AddSubscription(new LambdaSubscription(parts.Function, new LambdaSubscriptionProps { DeadLetterQueue = deadLetters.Queue }));
        Nag.Accept(parts.Role, "AwsSolutions-IAM5", "cloudwatch:GetMetricData and X-Ray's two actions have no resources to name.");
    }

    public string FunctionName { get; }

    private static Dictionary<string, string> Variables(AwsPlan plan)
    {
        var variables = Enum.GetValues<AlertChannel>().ToDictionary(WebhookSecrets.VariableOf, channel => WebhookSecrets.NameOf(plan.Names, channel), StringComparer.Ordinal);
        variables["ENVIRONMENT"] = plan.Settings.Stage.ToString();
        if (plan.Settings.RunbookUrl is { } runbooks)
        {
            variables["RUNBOOK_URL"] = runbooks;
        }

        return variables;
    }

    private static void Allow(NodeFunction parts, AwsPlan plan, Key key, WebhookSecrets webhooks)
    {
        parts.Allow("ReadWebhooks", ["secretsmanager:GetSecretValue"], [.. webhooks.Secrets.Values.Select(secret => secret.Ref)]);
        parts.Role.AddToPolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "DecryptWebhooks",
            Actions = ["kms:Decrypt"],
            Resources = [key.KeyArn],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["kms:ViaService"] = $"secretsmanager.{plan.Settings.Region.SystemName}.amazonaws.com" },
            },
        }));
        // The action has no resources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
        parts.Allow("ReadSums", ["cloudwatch:GetMetricData"], "*");
    }
}
