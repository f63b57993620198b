using Amazon.CDK;
using Amazon.CDK.AWS.ElastiCache;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Sage.AppHost.Aws.Customization;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Caches;

/// <summary>
/// A Valkey server: one shard with its replicas behind one address that follows the primary. Not serverless and not a cluster, where
/// commands of several keys fail with CROSSSLOT and old clients with CLUSTER. Changing the ids or the name makes another, empty one.
/// </summary>
internal sealed class ValkeyGroup : Construct
{
    // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/supported-engine-versions.html: a number with its minor, of nodes.
    private const string Engine = "valkey";
    private const string Version = "8.0";
    private const string Family = "valkey8";
    private const int SnapshotDays = 5;

    public ValkeyGroup(Construct scope, AwsPlan plan, PlannedCache cache, CacheSurroundings around)
        : base(scope, AwsNames.Id(cache.Resource.Name))
    {
        Planned = cache;
        User = new ValkeyUser(this, plan, cache, around.Password);
        Group = CreateGroup(plan, around);
    }

    public PlannedCache Planned { get; }

    public CfnReplicationGroup Group { get; }

    public ValkeyUser User { get; }

    private CfnReplicationGroup CreateGroup(AwsPlan plan, CacheSurroundings around)
    {
        var sizing = plan.Settings.Sizing;
        var resource = Planned.Resource;
        // One node has nothing to fail over to, and AWS refuses to be asked.
        var failsOver = sizing.CacheNodes > 1;
        var parameters = new CfnParameterGroup(this, "Parameters", new CfnParameterGroupProps
        {
            CacheParameterGroupFamily = Family,
            Description = $"{Planned.Identifier}: a cache that forgets by itself",
            // AWS's own groups cannot be changed later. What has a lifetime goes first, then writes fail: what must stay is never lost to a full cache.
            Properties = new Dictionary<string, string>(StringComparer.Ordinal) { ["maxmemory-policy"] = "volatile-lru" },
        });
        var props = ConstructCustomization<CfnReplicationGroupProps, CfnReplicationGroup>.Before(resource, new CfnReplicationGroupProps
        {
            ReplicationGroupId = Planned.Identifier,
            ReplicationGroupDescription = $"Valkey of {plan.Names.Prefix}",
            Engine = Engine,
            EngineVersion = Version,
            CacheNodeType = sizing.CacheNodeType,
            NumCacheClusters = sizing.CacheNodes,
            AutomaticFailoverEnabled = failsOver,
            MultiAzEnabled = failsOver,
            Port = PlannedCache.Port,
            CacheParameterGroupName = parameters.Ref,
            CacheSubnetGroupName = around.Subnets.Ref,
            SecurityGroupIds = [around.SecurityGroups.Of(resource).SecurityGroupId],
            TransitEncryptionEnabled = true,
            AtRestEncryptionEnabled = true,
            KmsKeyId = around.Key.KeyArn,
            UserGroupIds = [User.Group.Ref],
            AutoMinorVersionUpgrade = true,
            PreferredMaintenanceWindow = "sun:05:00-sun:06:00",
            SnapshotWindow = "03:00-04:00",
            SnapshotRetentionLimit = SnapshotDays,
            LogDeliveryConfigurations = new[] { Log(plan, "slow-log"), Log(plan, "engine-log") },
        });
        FixedValue.Check(resource, nameof(props.Port), props.Port, PlannedCache.Port);
        FixedValue.Check(resource, nameof(props.ReplicationGroupId), props.ReplicationGroupId, Planned.Identifier);
        FixedValue.Check(resource, nameof(props.TransitEncryptionEnabled), props.TransitEncryptionEnabled, true);
        FixedValue.Check(resource, nameof(props.NumNodeGroups), props.NumNodeGroups ?? 1, 1);
        var group = new CfnReplicationGroup(this, "Group", props);
        // Subnets and encryption cannot be changed later: what replaces the group starts empty, and a snapshot of it is left.
        group.ApplyRemovalPolicy(RemovalPolicy.SNAPSHOT);
        Nag.Accept(group, "AwsSolutions-AEC6", "Users with passwords and rules take the place of AUTH; ElastiCache has one or the other.");
        if (!failsOver)
        {
            Nag.Accept(group, "AwsSolutions-AEC4", "One node was asked for (Aws:CacheNodes); it has nothing to fail over to.");
        }

        return ConstructCustomization<CfnReplicationGroupProps, CfnReplicationGroup>.After(resource, group);
    }

    private CfnReplicationGroup.LogDeliveryConfigurationRequestProperty Log(AwsPlan plan, string type)
    {
        var logs = new LogGroup(this, AwsNames.Id(type), new LogGroupProps
        {
            LogGroupName = plan.Names.Claim(NameKind.LogGroup, $"/aws/elasticache/{Planned.Identifier}/{type}", Planned.Identifier),
            Retention = RetentionDays.ONE_MONTH,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        return new CfnReplicationGroup.LogDeliveryConfigurationRequestProperty
        {
            LogType = type,
            LogFormat = "json",
            DestinationType = "cloudwatch-logs",
            DestinationDetails = new CfnReplicationGroup.DestinationDetailsProperty
            {
                CloudWatchLogsDetails = new CfnReplicationGroup.CloudWatchLogsDestinationDetailsProperty { LogGroup = logs.LogGroupName },
            },
        };
    }
}

/// <summary>What all caches share.</summary>
/// <param name="Subnets">Subnets without a route out.</param>
/// <param name="SecurityGroups">Who may come in.</param>
/// <param name="Key">Encrypts disks and snapshots; the one that databases have, so it costs nothing more.</param>
/// <param name="Password">Refers to the password of a server.</param>
internal sealed record CacheSurroundings(CfnSubnetGroup Subnets, SecurityGroups SecurityGroups, IKey Key, Func<CredentialSecret, SecretValue> Password);
