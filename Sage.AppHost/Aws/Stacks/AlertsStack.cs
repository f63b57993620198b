using Amazon.CDK.AWS.SNS;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>Where alarms go. It stands before everything that has alarms.</summary>
internal sealed class AlertsStack : AwsStack
{
    public AlertsStack(Construct scope, AwsPlan plan)
        : base(scope, plan, "alerts", "Alarms to people")
        => Topic = new Topic(this, "Topic", new TopicProps { TopicName = plan.Names.Of(NameKind.Topic, "alerts") });

    public ITopic Topic { get; }
}
