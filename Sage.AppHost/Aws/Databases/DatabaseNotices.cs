using Amazon.CDK;
using Amazon.CDK.AWS.RDS;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Databases;

/// <summary>RDS tells people what no measurement shows: that an instance failed over, or will be maintained.</summary>
internal static class DatabaseNotices
{
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html; backups and restarts of every night are not among them.
    private static readonly string[] Categories = ["configuration change", "failover", "failure", "low storage", "maintenance", "read replica"];

    public static void Subscribe(PostgresInstance server, AwsPlan plan, IReadOnlyList<string> identifiers)
        => _ = new CfnEventSubscription(server, "Notices", new CfnEventSubscriptionProps
        {
            SubscriptionName = plan.Names.Of(NameKind.Other, $"{server.Planned.Resource.Name}-notices"),
            SourceType = "db-instance",
            SourceIds = [.. identifiers],
            EventCategories = Categories,
            // By its name, as everything that is published to it: the topic's stack stands before this one, and does not know it.
            SnsTopicArn = Stack.Of(server).FormatArn(new ArnComponents
            {
                Service = "sns",
                Resource = plan.Names.Of(NameKind.Topic, "alerts"),
                ArnFormat = ArnFormat.NO_RESOURCE_NAME,
            }),
        });
}
