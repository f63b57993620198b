using Amazon.CDK;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Events.Targets;
using Amazon.CDK.AWS.Lambda.Destinations;
using Amazon.CDK.AWS.SQS;
using Constructs;
using Sage.AppHost.Aws.Alerts;
using Sage.AppHost.Aws.Alerts.Watching;
using Sage.AppHost.Aws.Functions;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;
using IResource = Aspire.Hosting.ApplicationModel.IResource;

namespace Sage.AppHost.Aws.Secrets.Rotation;

/// <summary>
/// A secret got another value, by hand or by rotation: what is composed of it is composed anew (CloudFormation does it only when the text of
/// the template changes), and the services that read it start anew (ECS reads secrets when a task starts).
/// </summary>
internal sealed class SecretRenewal : Construct
{
    private const string ShortName = "compose-secrets";
    private const string DeadLettersName = $"{ShortName}-dead-letters";
    private static readonly string[] Current = ["AWSCURRENT"];

    public SecretRenewal(Construct scope, AwsPlan plan, SecretStore secrets, Func<IResource, string> hostOf, AlarmFactory alarms)
        : base(scope, "SecretRenewal")
    {
        var readers = SecretReaders.Of(plan);
        var composed = plan.Secrets.OfType<ComposedSecret>().ToArray();
        DeadLetters = CreateQueue(plan);
        Renewal = CreateFunction(plan, readers, hostOf);
        Renewal.Function.ConfigureAsyncInvoke(new Amazon.CDK.AWS.Lambda.EventInvokeConfigOptions { RetryAttempts = 2, OnFailure = new SqsDestination(DeadLetters) });
        Allow(plan, secrets, composed, [.. readers.Keys]);
        Listen(plan, composed, readers);
        SecretAlarms.Add(alarms, this, plan.Names.Of(NameKind.Queue, DeadLettersName));
    }

    /// <summary>What could not be renewed; anything in it is a service with an old password.</summary>
    public Queue DeadLetters { get; }

    public NodeFunction Renewal { get; }

    public static bool IsNeeded(AwsPlan plan) => plan.Secrets.OfType<ComposedSecret>().Any() || SecretReaders.Of(plan).Count > 0;

    private NodeFunction CreateFunction(AwsPlan plan, IReadOnlyDictionary<string, IReadOnlySet<string>> readers, Func<IResource, string> hostOf)
    {
        var code = SecretTemplates.AddTo(FunctionCode.Shipped(ShortName), plan, readers);
        try
        {
            var servers = plan.Databases.Select(database => (IResource)database.Resource).Concat(plan.Caches.Select(cache => cache.Resource));
            return new NodeFunction(new Construct(this, "Renew"), plan, new FunctionCode(ShortName, code.FullName, "index.handler", "Composes secrets anew and restarts who reads them", RotatedPassword.LongestCall, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["HOSTS"] = Stack.Of(this).ToJsonString(servers.ToDictionary(server => server.Name, server => (object)hostOf(server), StringComparer.Ordinal)),
            }), plan.Names.Of(NameKind.Function, ShortName));
        }
        finally
        {
            code.Delete(recursive: true);
        }
    }

    private void Allow(AwsPlan plan, SecretStore secrets, ComposedSecret[] composed, string[] services)
    {
        var parts = composed.SelectMany(secret => secret.Value.Parts).OfType<SecretPart>().Select(part => part.Secret).Distinct();
        if (composed.Length > 0)
        {
            Renewal.Allow("ReadParts", ["secretsmanager:GetSecretValue"], [.. parts.Concat(composed).Select(secret => secrets.ArnOf(secret))]);
            Renewal.Allow("WriteComposed", ["secretsmanager:PutSecretValue"], [.. composed.Select(secret => secrets.ArnOf(secret))]);
            Renewal.Role.AddToPolicy(secrets.Decryption("kms:Decrypt", "kms:GenerateDataKey"));
        }

        if (services.Length > 0)
        {
            // By name: the services are in a stack that is deployed later.
            var cluster = plan.Names.Of(NameKind.Cluster, "cluster");
            Renewal.Allow("RestartServices", ["ecs:UpdateService", "ecs:DescribeServices"], [.. services.Select(service => Stack.Of(this).FormatArn(new ArnComponents
            {
                Service = "ecs",
                Resource = "service",
                ResourceName = $"{cluster}/{service}",
            }))]);
        }
    }

    // Sent when AWSCURRENT moves, whoever moved it, without CloudTrail in between
    // (https://docs.aws.amazon.com/secretsmanager/latest/userguide/secret-event-notifications.html).
    private void Listen(AwsPlan plan, ComposedSecret[] composed, IReadOnlyDictionary<string, IReadOnlySet<string>> readers)
    {
        var made = composed.Select(secret => secret.Name).ToHashSet(StringComparer.Ordinal);
        var sources = composed.SelectMany(secret => secret.Value.Parts).OfType<SecretPart>().Select(part => part.Secret.Name)
            .Concat(readers.Values.SelectMany(names => names)).Where(name => !made.Contains(name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        _ = new Rule(this, "Changed", new RuleProps
        {
            RuleName = plan.Names.Of(NameKind.Rule, "secret-changed"),
            Description = "A secret has another value",
            EventPattern = new EventPattern
            {
                Source = ["aws.secretsmanager"],
                DetailType = ["Secret Label Updated"],
                Detail = new Dictionary<string, object> { ["labelUpdated"] = Current, ["name"] = sources.ToArray() },
            },
            Targets = [new LambdaFunction(Renewal.Function, new LambdaFunctionProps { DeadLetterQueue = DeadLetters, RetryAttempts = 10, MaxEventAge = Duration.Hours(2) })],
        });
    }

    private Queue CreateQueue(AwsPlan plan) => Nag.Accept(
        new Queue(this, "DeadLetters", new QueueProps
        {
            QueueName = plan.Names.Of(NameKind.Queue, DeadLettersName),
            Encryption = QueueEncryption.SQS_MANAGED,
            EnforceSSL = true,
            RetentionPeriod = Duration.Days(14),
        }),
        "AwsSolutions-SQS3",
        "It is the dead-letter queue itself; an alarm rings when anything is in it.");
}
