using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Lambda.Destinations;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Alerts;

/// <summary>Turns what is published to the topic into messages of Discord; its code is the folder <c>lambda</c>.</summary>
internal sealed class DiscordFunction : Construct
{
    private const string ShortName = "discord-alert";

    public DiscordFunction(Construct scope, AwsPlan plan, AlertTopic alerts, WebhookSecrets webhooks, DeadLetters deadLetters)
        : base(scope, "Discord")
    {
        // The name that the specification gives it, and one of its own where a second environment may be in the same account.
        FunctionName = plan.Settings.IsProduction ? plan.Names.Claim(NameKind.Function, ShortName, ShortName) : plan.Names.Of(NameKind.Function, ShortName);
        var logs = new LogGroup(this, "Logs", new LogGroupProps
        {
            LogGroupName = plan.Names.Claim(NameKind.LogGroup, $"/aws/lambda/{FunctionName}", ShortName),
            Retention = RetentionDays.ONE_MONTH,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        var role = CreateRole(plan, alerts.Key, webhooks, logs);
        var function = new Function(this, "Function", new FunctionProps
        {
            FunctionName = FunctionName,
            Description = "Alarms to Discord",
            // By name: the version of the CDK that the build restores knows no newer one than nodejs20.x.
            Runtime = new Runtime("nodejs22.x", RuntimeFamily.NODEJS),
            Architecture = Architecture.ARM_64,
            Code = Code.FromAsset(Path.Combine(AppContext.BaseDirectory, "aws", ShortName)),
            Handler = "index.handler",
            Role = role,
            MemorySize = 256,
            // Discord's rate limits are waited for.
            Timeout = Duration.Seconds(30),
            Environment = Variables(plan),
            LogGroup = logs,
            LoggingFormat = LoggingFormat.JSON,
            Tracing = Tracing.ACTIVE,
            // No reserved concurrency: accounts begin with 10, and Lambda refuses to reserve any of those. Asynchronous calls wait in line.
            RetryAttempts = 2,
            MaxEventAge = Duration.Hours(1),
            OnFailure = new SqsDestination(deadLetters.Queue),
        });
        Nag.Accept(function, "AwsSolutions-L1", "nodejs22.x is supported until April 2027; the code is tested on it and on the version before.");
        alerts.Topic.AddSubscription(new LambdaSubscription(function, new LambdaSubscriptionProps { DeadLetterQueue = deadLetters.Queue }));
        Nag.Accept(role, "AwsSolutions-IAM5", "cloudwatch:GetMetricData and X-Ray's two actions have no resources to name.");
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

    private Role CreateRole(AwsPlan plan, Key key, WebhookSecrets webhooks, LogGroup logs)
    {
        var role = new Role(this, "Role", new RoleProps
        {
            RoleName = plan.Names.Of(NameKind.Role, $"{ShortName}-role"),
            Description = "Reads the webhooks and writes its log",
            AssumedBy = new ServicePrincipal("lambda.amazonaws.com"),
        });
        role.AddToPolicy(Allow("Log", ["logs:CreateLogStream", "logs:PutLogEvents"], [logs.LogGroupArn]));
        role.AddToPolicy(Allow("ReadWebhooks", ["secretsmanager:GetSecretValue"], [.. webhooks.Secrets.Values.Select(secret => secret.Ref)]));
        role.AddToPolicy(new PolicyStatement(new PolicyStatementProps
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
        role.AddToPolicy(Allow("ReadSums", ["cloudwatch:GetMetricData"], ["*"]));
        return role;
    }

    private static PolicyStatement Allow(string sid, string[] actions, string[] resources)
        => new(new PolicyStatementProps { Sid = sid, Actions = actions, Resources = resources });
}
