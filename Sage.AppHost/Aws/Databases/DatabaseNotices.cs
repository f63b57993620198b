using Amazon.CDK.AWS.RDS;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Databases;

/// <summary>RDS tells people what no measurement shows: that an instance was changed, or will be maintained.</summary>
internal static class DatabaseNotices
{
    // What Security Hub asks for (RDS.20, https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html); backups of every night
    // are not among them. Failing over is an alarm of its own.
    private static readonly string[] Categories = ["configuration change", "failure", "maintenance"];

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
