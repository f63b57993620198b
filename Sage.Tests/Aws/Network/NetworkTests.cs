using System.Text.Json.Nodes;

namespace Sage.Tests.Aws.Network;

/// <summary>The network as the contract has it.</summary>
public sealed class NetworkTests(SageTemplates sage)
{
    [Fact]
    public async Task The_vpc_has_the_contracts_range_and_dns()
    {
        var vpc = (await sage.GetAsync()).One("AWS::EC2::VPC");

        Assert.Equal("10.0.0.0/16", (string?)vpc["CidrBlock"]);
        Assert.True((bool?)vpc["EnableDnsHostnames"]);
        Assert.True((bool?)vpc["EnableDnsSupport"]);
        Assert.Equal("sage-vpc", Tag(vpc, "Name"));
        Assert.Equal("Production", Tag(vpc, "Environment"));
    }

    [Theory]
    [InlineData("sage-public-1", "10.0.0.0/24", "us-west-2a", "Public")]
    [InlineData("sage-public-2", "10.0.1.0/24", "us-west-2b", "Public")]
    [InlineData("sage-private-1", "10.0.10.0/24", "us-west-2a", "Private")]
    [InlineData("sage-private-2", "10.0.11.0/24", "us-west-2b", "Private")]
    [InlineData("sage-db-1", "10.0.20.0/24", "us-west-2a", "Database")]
    [InlineData("sage-db-2", "10.0.21.0/24", "us-west-2b", "Database")]
    public async Task Each_subnet_has_its_range_zone_and_tags(string name, string range, string zone, string tier)
    {
        var model = await sage.GetAsync();

        var subnet = model.One("AWS::EC2::Subnet", "CidrBlock", range);
        Assert.Equal(name, Tag(subnet, "Name"));
        Assert.Equal(zone, (string?)subnet["AvailabilityZone"]);
        Assert.Equal(tier, Tag(subnet, "Tier"));
        Assert.Equal(tier == "Public", (bool?)subnet["MapPublicIpOnLaunch"]);
        Assert.Equal(6, model.Resources("AWS::EC2::Subnet").Count());
    }

    [Theory]
    [InlineData("Production", "mvp", 2)]
    [InlineData("Production", "scale", 2)]
    [InlineData("Staging", "mvp", 1)]
    public async Task Each_zone_has_a_nat_gateway_in_production_and_staging_shares_one(string environment, string phase, int gateways)
        => Assert.Equal(gateways, (await sage.GetAsync(environment, phase)).Resources("AWS::EC2::NatGateway").Count());

    [Fact]
    public async Task Database_subnets_have_no_route_out()
    {
        var model = await sage.GetAsync();

        var tables = model.Resources("AWS::EC2::RouteTable").Where(table => Tag(table.Resource["Properties"]!, "Name")!.Contains("-db-", StringComparison.Ordinal)).Select(table => table.Id).ToArray();
        Assert.Equal(2, tables.Length);
        Assert.All(model.Resources("AWS::EC2::VPCEndpoint"), endpoint => Assert.DoesNotContain(endpoint.Resource["Properties"]!["RouteTableIds"]!.AsArray(), table => tables.Contains((string?)table!["Ref"])));
        Assert.DoesNotContain(model.Resources("AWS::EC2::Route"), route => tables.Contains((string?)route.Resource["Properties"]!["RouteTableId"]!["Ref"]));
    }

    [Fact]
    public async Task S3_is_reached_without_nat_and_flows_are_logged()
    {
        var model = await sage.GetAsync();

        Assert.Contains("s3", model.One("AWS::EC2::VPCEndpoint")["ServiceName"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("ALL", (string?)model.One("AWS::EC2::FlowLog")["TrafficType"]);
        Assert.Equal(30, (int?)model.One("AWS::Logs::LogGroup", "LogGroupName", "/vpc/sage")["RetentionInDays"]);
    }

    [Fact]
    public async Task An_existing_vpc_is_used_instead()
    {
        string[] given =
        [
            "--Aws:Vpc:Id=vpc-1", "--Aws:Vpc:Cidr=10.9.0.0/16", "--Aws:Vpc:AvailabilityZones:0=us-west-2a", "--Aws:Vpc:AvailabilityZones:1=us-west-2b",
            .. new[] { "Public", "Private", "Database" }.SelectMany(tier => Enumerable.Range(0, 2).Select(index => $"--Aws:Vpc:{tier}Subnets:{index}=subnet-{tier}{index}")),
        ];
        var model = await sage.GetAsync(settings: given);

        Assert.Empty(model.Resources("AWS::EC2::VPC"));
        Assert.Empty(model.Resources("AWS::EC2::Subnet"));
        Assert.Equal(["subnet-Public0", "subnet-Public1"], model.One("AWS::ElasticLoadBalancingV2::LoadBalancer")["Subnets"]!.AsArray().Select(subnet => (string?)subnet));
        Assert.All(model.Resources("AWS::EC2::SecurityGroup"), group => Assert.Equal("vpc-1", (string?)group.Resource["Properties"]!["VpcId"]));
    }

    internal static string? Tag(JsonNode properties, string key)
        => (string?)properties["Tags"]?.AsArray().FirstOrDefault(tag => (string?)tag!["Key"] == key)?["Value"];
}
