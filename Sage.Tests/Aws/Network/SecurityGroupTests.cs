using System.Text.Json.Nodes;

namespace Sage.Tests.Aws.Network;

/// <summary>Who may talk to whom.</summary>
public sealed class SecurityGroupTests(SageTemplates sage)
{
    [Fact]
    public async Task The_graph_has_the_contracts_edges_and_no_other()
        => Assert.Equal(
            [
                "0.0.0.0/0 -> sage-alb:443", "0.0.0.0/0 -> sage-alb:80", "sage-alb -> sage-backend:3000", "sage-backend -> sage-postgres:5432", "sage-backend -> sage-valkey:6379",
            ],
            Edges(await sage.GetAsync()));

    [Theory]
    [InlineData("sage-postgres")]
    [InlineData("sage-valkey")]
    public async Task Servers_cannot_open_connections(string group)
    {
        var egress = Assert.Single((await sage.GetAsync()).One("AWS::EC2::SecurityGroup", "GroupName", group)["SecurityGroupEgress"]!.AsArray());

        // CloudFormation opens everything when there is no rule, so there is one for an address that nobody has.
        Assert.Equal("255.255.255.255/32", (string?)egress!["CidrIp"]);
    }

    [Fact]
    public async Task Without_a_domain_only_CloudFront_reaches_the_load_balancer()
    {
        var edges = Edges(await sage.GetAsync(settings: "--Aws:Domain="));

        Assert.Contains("pl-82a045eb -> sage-alb:80", edges);
        Assert.DoesNotContain(edges, edge => edge.Contains("0.0.0.0/0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Staging_has_the_same_graph_under_its_own_names()
        => Assert.Equal(
            Edges(await sage.GetAsync()).Select(edge => edge.Replace("sage-", "sage-staging-", StringComparison.Ordinal)),
            Edges(await sage.GetAsync("Staging")));

    /// <summary>Every ingress rule as <c>from -> to:port</c>, sorted.</summary>
    internal static string[] Edges(PublishedModel model)
    {
        var names = model.Resources("AWS::EC2::SecurityGroup").ToDictionary(group => group.Id, group => (string)group.Resource["Properties"]!["GroupName"]!);
        var inline = model.Resources("AWS::EC2::SecurityGroup")
            .SelectMany(group => (group.Resource["Properties"]!["SecurityGroupIngress"]?.AsArray() ?? []).Select(rule => (To: names[group.Id], Rule: rule!)));
        var separate = model.Resources("AWS::EC2::SecurityGroupIngress").Select(rule => (To: names[Id(rule.Resource["Properties"]!["GroupId"]!)], Rule: rule.Resource["Properties"]!));
        return [.. inline.Concat(separate).Select(edge => $"{From(edge.Rule)} -> {edge.To}:{edge.Rule["ToPort"]}").Order(StringComparer.Ordinal)];

        string From(JsonNode rule) => rule["SourceSecurityGroupId"] is { } group ? names[Id(group)] : (string)(rule["CidrIp"] ?? rule["SourcePrefixListId"])!;

        static string Id(JsonNode reference) => (string)reference["Fn::GetAtt"]![0]!;
    }
}
