using Amazon.CDK.AWS.RDS;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Databases;

/// <summary>RDS tells people what no measurement shows: that an instance failed over, or will be maintained.</summary>
internal static class DatabaseNotices
{
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html; backups and restarts of every night are not among them.
    private static readonly string[] Categories = ["configuration change", "failover", "failure", "low storage", "maintenance", "read replica"];

    public static void Subscribe(PostgresInstance server, AwsPlan plan, string topicArn)
        => _ = new CfnEventSubscription(server, "Notices", new CfnEventSubscriptionProps
        {
            SubscriptionName = plan.Names.Of(NameKind.Other, $"{server.Planned.Resource.Name}-notices"),
            SourceType = "db-instance",
            SourceIds = [server.Instance.InstanceIdentifier, .. server.Replicas.Select(replica => replica.InstanceIdentifier)],
            EventCategories = Categories,
            SnsTopicArn = topicArn,
        });
}
