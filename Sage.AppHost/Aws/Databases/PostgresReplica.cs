using Amazon.CDK;
using Amazon.CDK.AWS.RDS;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Databases;

/// <summary>A read replica. It has nothing of its own: encryption, key, user and password are the instance's, and it may go at any time.</summary>
internal static class PostgresReplica
{
    public static DatabaseInstanceReadReplica Create(PostgresInstance source, AwsPlan plan, int number)
    {
        var around = source.Around;
        var identifier = plan.Names.Of(NameKind.Database, $"{source.Planned.Resource.Name}-replica-{number}");
        var replica = new DatabaseInstanceReadReplica(source, $"Replica{number}", new DatabaseInstanceReadReplicaProps
        {
            SourceDatabaseInstance = source.Instance,
            InstanceIdentifier = identifier,
            InstanceType = PostgresInstance.ClassOf(plan.Settings.Sizing.DatabaseClass),
            Vpc = around.Vpc,
            SubnetGroup = around.Subnets,
            SecurityGroups = [around.SecurityGroups.Of(source.Planned.Resource)],
            Port = PlannedDatabase.Port,
            PubliclyAccessible = false,
            IamAuthentication = true,
            CaCertificate = CaCertificate.Of("rds-ca-rsa2048-g1"),
            ParameterGroup = source.Parameters,
            // Grows with its source, or replication ends when the disk is full.
            MaxAllocatedStorage = 100,
            StorageType = StorageType.GP3,
            // Not in the hour of its source.
            PreferredMaintenanceWindow = "tue:04:00-tue:05:00",
            CopyTagsToSnapshot = true,
            AutoMinorVersionUpgrade = true,
            CloudwatchLogsExports = [.. InstanceMonitoring.Logs],
            MonitoringInterval = InstanceMonitoring.Interval,
            MonitoringRole = around.Monitoring.Role,
            EnablePerformanceInsights = true,
            PerformanceInsightRetention = PerformanceInsightRetention.DEFAULT,
            PerformanceInsightEncryptionKey = around.Key,
            // A replica cannot have a last snapshot, and fewer replicas are a change of a number.
            DeletionProtection = false,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        around.Monitoring.Observe(source, replica, identifier);
        Nag.Accept(replica, "AwsSolutions-RDS2", "The storage of a replica is encrypted as its source is; CloudFormation must not say so again.");
        Nag.Accept(replica, "AwsSolutions-RDS3", "A replica is a copy in itself; what fails over to another zone is its source.");
        Nag.Accept(replica, "AwsSolutions-RDS10", "A replica has no data of its own; protected, their number could not be lowered.");
        Nag.Accept(replica, "AwsSolutions-RDS11", PostgresInstance.UsualPort);
        return replica;
    }
}
