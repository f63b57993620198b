using Sage.AppHost.Aws.Cost.Templates;

namespace Sage.AppHost.Aws.Cost.Switches;

/// <summary>A setting that makes it cheaper, as the edit of the templates that it would amount to; the edited templates are priced like any.</summary>
internal sealed record CostSwitch(string Setting, string Value, string GivesUp, Action<TemplateSet> Apply)
{
    public static IReadOnlyList<CostSwitch> All { get; } =
    [
        new("Aws:NatGateways", "1", "when its zone fails, tasks of every zone lose the internet", OneNatGateway),
        new("Aws:Graviton", "true", "images must be built for arm64", Graviton.Apply),
        new("Aws:MultiAz", "false", "a failed database is restored, not failed over to", SingleZone),
        new("Aws:ReadReplicas", "0", "no copy that could be read or take over", NoReplicas),
        new("Aws:CacheNodes", "1", "a failed cache starts empty, without failover", OneCacheNode),
    ];

    private static void OneNatGateway(TemplateSet templates)
    {
        foreach (var spare in templates.OfType("AWS::EC2::NatGateway").GroupBy(n => n.Stack).SelectMany(stack => stack.Skip(1)))
        {
            foreach (var address in spare.Properties.MentionedIn("AllocationId"))
            {
                address.Remove();
            }
            spare.Remove();
        }
    }

    private static void SingleZone(TemplateSet templates)
    {
        foreach (var database in templates.OfType("AWS::RDS::DBInstance").Where(d => d.IsSet("MultiAZ")))
        {
            database.Set("MultiAZ", false);
        }
    }

    private static void NoReplicas(TemplateSet templates)
    {
        foreach (var replica in templates.OfType("AWS::RDS::DBInstance").Where(d => d.IsSet("SourceDBInstanceIdentifier")))
        {
            replica.Remove();
        }
    }

    private static void OneCacheNode(TemplateSet templates)
    {
        foreach (var group in templates.OfType("AWS::ElastiCache::ReplicationGroup"))
        {
            group.Set("NumCacheClusters", 1);
        }
    }
}
