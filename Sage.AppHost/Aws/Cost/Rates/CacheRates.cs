using System.Globalization;

namespace Sage.AppHost.Aws.Cost.Rates;

/// <summary>ElastiCache replication groups: the node class times its nodes.</summary>
internal static class CacheRates
{
    public static IReadOnlyList<Rate> All { get; } = [new("AWS::ElastiCache::ReplicationGroup", "cache", "nodes", Nodes)];

    private static IEnumerable<Charge> Nodes(RateInput input)
    {
        var group = input.Properties;
        if (group.Text("CacheNodeType") is not { } size)
        {
            return [Charge.Unpriced("nodes", "no CacheNodeType is given")];
        }
        // Either a number of nodes, or shards with replicas: CloudFormation refuses both together.
        var nodes = group.Number("NumCacheClusters")
            ?? (group.Has("NodeGroupConfiguration")
                ? group.Sections("NodeGroupConfiguration").Sum(g => 1 + (g.Number("ReplicaCount") ?? 0))
                : (group.Number("NumNodeGroups") ?? 1) * (1 + (group.Number("ReplicasPerNodeGroup") ?? 0)));
        return
        [
            new Charge($"{nodes:0} x {size}", $"elasticache/{group.Text("Engine") ?? "redis"}/{size}", nodes),
            .. group.Number("SnapshotRetentionLimit") > 0 ? [Charge.Usage("GB-months of snapshots")] : Array.Empty<Charge>(),
        ];
    }
}
