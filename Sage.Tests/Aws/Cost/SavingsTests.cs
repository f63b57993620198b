using Sage.AppHost.Aws.Cost;

namespace Sage.Tests.Aws.Cost;

public sealed class SavingsTests
{
    [Fact]
    public void The_three_settings_that_save_most_are_said_first()
    {
        var savings = CostEstimate.Of(Stacks.Whole, Stacks.Data, "mvp").Report.Savings;
        Assert.Equal([("Aws:NatGateways", 36.50m), ("Aws:CacheNodes", 9.93m), ("Aws:Graviton", 9.83m)], savings.Take(3).Select(s => (s.Setting, s.Monthly!.Value)));
    }

    [Fact]
    public void A_saving_is_what_the_cheaper_templates_cost_less()
    {
        const string two = """ "V": { "Type": "AWS::ElastiCache::ReplicationGroup", "Properties": { "CacheNodeType": "cache.t4g.small", "Engine": "valkey", "NumCacheClusters": 2 } } """;
        var now = Stacks.Estimate(two).Report;
        var then = Stacks.Estimate(two.Replace(": 2", ": 1", StringComparison.Ordinal)).Report;
        Assert.Equal(now.Total.Monthly - then.Total.Monthly, Assert.Single(now.Savings).Monthly);
        Assert.Empty(then.Savings);
    }

    [Fact]
    public void Replicas_and_a_second_zone_are_settings_too()
    {
        var savings = Stacks.Estimate("""
            "Db": { "Type": "AWS::RDS::DBInstance", "Properties": { "DBInstanceClass": "db.t4g.small", "Engine": "postgres", "AllocatedStorage": "50", "StorageType": "gp3", "MultiAZ": true } },
            "Replica": { "Type": "AWS::RDS::DBInstance", "Properties": { "DBInstanceClass": "db.t4g.small", "SourceDBInstanceIdentifier": { "Ref": "Db" } } }
            """).Report.Savings;
        Assert.Equal([("Aws:MultiAz", 29.84m), ("Aws:ReadReplicas", 29.11m)], savings.Select(s => (s.Setting, s.Monthly!.Value)));
    }

    [Fact]
    public void What_cannot_be_compared_is_named_instead_of_counted()
    {
        var saving = Assert.Single(Stacks.Estimate(""" "Db": { "Type": "AWS::RDS::DBInstance", "Properties": { "DBInstanceIdentifier": "app-db", "DBInstanceClass": "db.t3.small", "Engine": "postgres", "AllocatedStorage": "20", "StorageType": "gp3" } } """).Report.Savings);
        Assert.Equal(("Aws:Graviton", (decimal?)null), (saving.Setting, saving.Monthly));
        Assert.Equal(["app-db"], saving.LeavesOut);
    }

    [Fact]
    public void Estimating_leaves_the_templates_as_they_were()
    {
        var before = Stacks.Whole.Select(s => s.Template.ToJsonString()).ToList();
        CostEstimate.Of(Stacks.Whole, Stacks.Data, "mvp");
        Assert.Equal(before, Stacks.Whole.Select(s => s.Template.ToJsonString()));
    }
}
