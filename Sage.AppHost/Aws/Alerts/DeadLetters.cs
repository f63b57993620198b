using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SQS;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Alerts;

/// <summary>Where alarms wait that could not be sent: from EventBridge, from the topic, and from the function itself.</summary>
internal sealed class DeadLetters : Construct
{
    public DeadLetters(Construct scope, AwsPlan plan)
        : base(scope, "DeadLetters")
    {
        QueueName = plan.Names.Of(NameKind.Queue, "alerts-dead-letters");
        var queue = new Queue(this, "Queue", new QueueProps
        {
            QueueName = QueueName,
            // SQS's own key: the topic and EventBridge need no permission for it.
            Encryption = QueueEncryption.SQS_MANAGED,
            EnforceSSL = true,
            RetentionPeriod = Duration.Days(14),
        });
        queue.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "RulesOfThisAccount",
            Principals = [new ServicePrincipal("events.amazonaws.com")],
            Actions = ["sqs:SendMessage"],
            Resources = [queue.QueueArn],
            Conditions = new Dictionary<string, object>
            {
                ["ArnLike"] = new Dictionary<string, object>
                {
                    ["aws:SourceArn"] = $"arn:{Amazon.CDK.Aws.PARTITION}:events:{Amazon.CDK.Aws.REGION}:{Amazon.CDK.Aws.ACCOUNT_ID}:rule/{plan.Names.Prefix}-*",
                },
            },
        }));
        Queue = Nag.Accept(queue, "AwsSolutions-SQS3", "It is the dead-letter queue; an alarm rings when anything is in it.");
    }

    public Queue Queue { get; }

    public string QueueName { get; }
}
