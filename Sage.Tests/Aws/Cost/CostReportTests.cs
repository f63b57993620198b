using Sage.AppHost.Aws.Cost;

namespace Sage.Tests.Aws.Cost;

public sealed class CostReportTests
{
    private static CostEstimate Whole => CostEstimate.Of(Stacks.Whole, Stacks.Data, "mvp");

    [Fact]
    public void The_specification_is_compared_line_by_line_and_what_it_leaves_out_follows()
    {
        var comparison = Whole.Report.Comparison;
        Assert.Equal(
            [
                ("ECS Fargate", 30m, 36.04m, 6.04m), ("RDS", 15m, 15.44m, 0.44m), ("ElastiCache", 20m, 19.86m, -0.14m), ("ALB", 20m, 22.27m, 2.27m),
                ("S3", 5m, 0.63m, -4.37m), ("CloudFront", 10m, 0.00m, -10.00m), ("Data transfer", 10m, 9.00m, -1.00m), ("CloudWatch logs", 5m, 5.30m, 0.30m),
            ],
            comparison.Rows.Where(r => r.Theirs is not null).Select(r => (r.Name, r.Theirs!.Value, r.Ours, r.Difference)));
        Assert.Equal(["firewall", "keys", "monitoring", "nat", "public-ipv4", "secrets"], comparison.Rows.Where(r => r.Theirs is null).Select(r => r.Name));
        Assert.Equal((115m, 207.04m, 92.04m), (comparison.Theirs, comparison.Ours, comparison.Difference));
        Assert.Equal(comparison.Difference, comparison.Rows.Sum(r => r.Difference));
    }

    [Fact]
    public void The_console_fits_in_100_columns_and_its_amounts_stand_in_one_column()
    {
        var lines = Whole.Lines();
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
        var compute = Assert.Single(lines, l => l.Contains("2 x 0.5 vCPU", StringComparison.Ordinal));
        Assert.EndsWith(" 29.55", compute, StringComparison.Ordinal);
        Assert.Equal(compute.Length, Assert.Single(lines, l => l.StartsWith("  total", StringComparison.Ordinal) && l.EndsWith("207.04", StringComparison.Ordinal)).Length);
    }

    [Fact]
    public void The_console_says_total_phase_region_dates_unknowns_savings_and_the_difference()
    {
        var text = Flowing(Whole);
        Assert.StartsWith("Cost of a month, phase mvp, us-east-1 + us-west-2: 207.04 USD without 1 charge of unknown price, named below on-demand list prices of 2026-06-01 to 2026-11-20;", text, StringComparison.Ordinal);
        Assert.Contains("no price for cloudwatch/container-insights", text, StringComparison.Ordinal);
        Assert.Contains("Aws:NatGateways=1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Aws:MultiAz", text, StringComparison.Ordinal);
        Assert.Contains("115.00", text, StringComparison.Ordinal);
        Assert.Contains("+92.04", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saving_that_leaves_something_out_says_so()
    {
        var estimate = Stacks.Estimate("""
            "Db": { "Type": "AWS::RDS::DBInstance", "Properties": { "DBInstanceIdentifier": "app-db", "DBInstanceClass": "db.t3.small", "Engine": "postgres", "AllocatedStorage": "20", "StorageType": "gp3" } },
            "V": { "Type": "AWS::ElastiCache::ReplicationGroup", "Properties": { "CacheNodeType": "cache.t3.small", "Engine": "valkey", "NumCacheClusters": 1 } }
            """);
        Assert.Contains("Aws:Graviton=true 1.17 images must be built for arm64 (without app-db: price unknown)", Flowing(estimate), StringComparison.Ordinal);
        Assert.Contains("db.t3.micro, 20 GB storage (ours: 1 unknown)", Flowing(estimate), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_alike_are_one_line_of_the_console_and_lines_of_their_own_in_the_file()
    {
        var estimate = Stacks.Estimate(string.Join(',', Enumerable.Range(1, 12).Select(i => $$""" "A{{i}}": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "AlarmName": "alarm-{{i}}" } } """)));
        Assert.Equal(12, estimate.Report.Lines.Count);
        Assert.EndsWith("1.20", Assert.Single(estimate.Lines(), l => l.Contains("12 of them", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    // Long texts are wrapped; what they say does not depend on where.
    private static string Flowing(CostEstimate estimate) => string.Join(' ', string.Join(' ', estimate.Lines()).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void An_empty_deployment_is_reported_too() => Assert.Equal(0, CostEstimate.Of([], Stacks.Data, "mvp").Report.Total.Monthly);
}
