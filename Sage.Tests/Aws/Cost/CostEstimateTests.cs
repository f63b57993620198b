using System.Text.Json.Nodes;
using Sage.AppHost.Aws.Cost;
using Sage.AppHost.Aws.Cost.Templates;

namespace Sage.Tests.Aws.Cost;

public sealed class CostEstimateTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sage-cost-tests-");

    private static CostEstimate Whole => CostEstimate.Of(Stacks.Whole, Stacks.Data, "mvp");

    public void Dispose() => _root.Delete(recursive: true);

    // 2 x (0.5 vCPU x 0.04048 + 1 GB x 0.004445) x 730 h and so on, worked out by hand.
    [Theory]
    [InlineData("compute", "36.04")]
    [InlineData("database", "15.44")]
    [InlineData("cache", "19.86")]
    [InlineData("nat", "70.20")]
    [InlineData("public-ipv4", "14.60")]
    [InlineData("load-balancer", "22.27")]
    [InlineData("transfer", "9.00")]
    [InlineData("logs", "5.30")]
    [InlineData("storage", "0.63")]
    [InlineData("cdn", "0.00")]
    [InlineData("firewall", "8.60")]
    [InlineData("secrets", "0.80")]
    [InlineData("keys", "1.00")]
    [InlineData("monitoring", "3.30")]
    public void Each_category_of_a_whole_deployment_costs(string category, string usd) =>
        Assert.Equal(decimal.Parse(usd), Assert.Single(Whole.Report.Categories, c => c.Category == category).Monthly);

    [Fact]
    public void The_total_is_the_sum_of_the_lines_as_they_are_shown()
    {
        Assert.Equal(207.04m, Whole.Report.Total.Monthly);
        Assert.Equal(Whole.Report.Total.Monthly, Whole.Report.Lines.Sum(l => l.Monthly ?? 0));
        Assert.All(Whole.Report.Lines, l => Assert.Equal(l.Monthly is null, l.Unknown is not null));
    }

    [Fact]
    public void What_has_no_price_is_named_and_in_no_total() =>
        Assert.Equal(["app-service/Cluster, Container Insights metrics: no price for cloudwatch/container-insights"], Whole.Report.Total.LeavesOut);

    [Fact]
    public void Every_resource_is_a_line_or_charged_by_use_or_free()
    {
        var report = Whole.Report;
        var accounted = report.Lines.Select(l => l.Type).Concat(report.ChargedByUse.Select(u => u.Type)).Concat(report.NoChargeOfItsOwn.Select(f => f.Type)).ToHashSet();
        var assumed = Stacks.Data.Assumptions.All.SelectMany(a => a.Types ?? []);
        var all = Stacks.Whole.SelectMany(s => s.Resources).Select(r => r.Value!["Type"]!.ToString()).Distinct().Except(assumed);
        Assert.All(all, type => Assert.Contains(type, accounted));
    }

    [Fact]
    public void Lines_are_ordered_by_stack_category_and_logical_id_whatever_the_order_of_the_stacks()
    {
        var lines = Whole.Report.Lines;
        Assert.Equal(lines, CostEstimate.Of([.. Stacks.Whole.Reverse()], Stacks.Data, "mvp").Report.Lines);
        var own = lines.Where(l => l.Stack is not null).ToList();
        Assert.Equal(own.OrderBy(l => l.Stack, StringComparer.Ordinal).ThenBy(l => l.Category, StringComparer.Ordinal).ThenBy(l => l.LogicalId, StringComparer.Ordinal), own);
        Assert.All(lines.Skip(own.Count), l => Assert.NotNull(l.Assumption));
    }

    [Fact]
    public void The_file_is_the_same_bytes_every_time_and_holds_prices_with_their_dates_and_every_assumption()
    {
        var (one, two) = (Path.Combine(_root.FullName, "1.json"), Path.Combine(_root.FullName, "2.json"));
        Whole.WriteJson(one);
        CostEstimate.Of([.. Stacks.Whole.Reverse()], Stacks.Data, "mvp").WriteJson(two);
        Assert.Equal(File.ReadAllBytes(one), File.ReadAllBytes(two));

        var json = JsonNode.Parse(File.ReadAllBytes(one))!;
        Assert.Equal("mvp", json["phase"]!.ToString());
        Assert.Equal("207.04", json["total"]!["monthly"]!.ToJsonString());
        var price = Assert.Single(json["prices"]!.AsArray(), p => p!["key"]!.ToString() == "nat/gateway")!;
        Assert.Equal("2026-08-14", price["date"]!.ToString());
        Assert.Equal(Stacks.Data.Assumptions.All.Select(a => a.Name), json["assumptions"]!.AsArray().Select(a => a!["name"]!.ToString()));
        Assert.DoesNotContain('\r', File.ReadAllText(one));
    }

    [Fact]
    public void A_cloud_assembly_is_read_with_the_region_and_name_of_each_stack_and_its_nested_assemblies()
    {
        Write("manifest.json", """
            { "version": "38.0.1", "artifacts": {
              "app.assets": { "type": "cdk:asset-manifest", "properties": { "file": "app.assets.json" } },
              "app": { "type": "aws:cloudformation:stack", "environment": "aws://unknown-account/us-west-2", "properties": { "templateFile": "app.template.json" } },
              "edge": { "type": "aws:cloudformation:stack", "environment": "aws://1/us-east-1", "properties": { "templateFile": "edge.template.json", "stackName": "app-edge" } },
              "stage": { "type": "cdk:cloud-assembly", "properties": { "directoryName": "assembly-stage" } } } }
            """);
        Write("app.template.json", "{}");
        Write("edge.template.json", """{ "Resources": { "Zone": { "Type": "AWS::Route53::HostedZone" } } }""");
        Write("assembly-stage/manifest.json", """{ "artifacts": { "late": { "type": "aws:cloudformation:stack", "properties": { "templateFile": "late.json" } } } }""");
        Write("assembly-stage/late.json", "{}");

        var stacks = StackTemplate.ReadAssembly(_root.FullName);
        Assert.Equal([("app", "us-west-2"), ("app-edge", "us-east-1"), ("late", "unknown-region")], stacks.Select(s => (s.Name, s.Region)));
        Assert.Equal(0.50m, CostEstimate.Of(stacks, Stacks.Data, "mvp").Report.Total.Monthly);
    }

    [Fact]
    public void A_template_that_is_no_json_is_named()
    {
        Write("manifest.json", "{ nonsense");
        Assert.Contains("manifest.json is not JSON", Assert.Throws<InvalidDataException>(() => StackTemplate.ReadAssembly(_root.FullName)).Message, StringComparison.Ordinal);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_root.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
