using System.Text.Json.Nodes;

namespace Sage.Tests.Aws.Edge;

/// <summary>Both firewalls: CloudFront's in us-east-1, the load balancer's beside it.</summary>
public sealed class FirewallTests(SageTemplates sage)
{
    private const string WebAcl = "AWS::WAFv2::WebACL";

    [Theory]
    [InlineData("sage-edge", "CLOUDFRONT", "sage-cloudfront")]
    [InlineData("sage-app", "REGIONAL", "sage-alb")]
    public async Task Both_have_AWSs_rules_and_are_measured_and_logged(string stack, string scope, string name)
    {
        var model = await sage.GetAsync();
        var acl = model.One(WebAcl, stack: stack);

        Assert.Equal((scope, name), ((string)acl["Scope"]!, (string)acl["Name"]!));
        Assert.NotNull(acl["DefaultAction"]!["Allow"]);
        Assert.Equal(
            ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"],
            Rules(acl).Select(rule => (string?)rule["Statement"]!["ManagedRuleGroupStatement"]?["Name"]).OfType<string>());
        Assert.All(Rules(acl).Select(rule => rule["VisibilityConfig"]!).Append(acl["VisibilityConfig"]!), visible => Assert.True((bool?)visible["CloudWatchMetricsEnabled"]));
        Assert.Equal(Enumerable.Range(0, Rules(acl).Count()), Rules(acl).Select(rule => (int)rule["Priority"]!));

        var group = model.One("AWS::Logs::LogGroup", "LogGroupName", $"aws-waf-logs-{name}", stack);
        Assert.Equal(30, (int?)group["RetentionInDays"]);
        var logging = model.One("AWS::WAFv2::LoggingConfiguration", stack: stack);
        // AWS WAF refuses the group's own ARN, which ends in ":*".
        Assert.EndsWith($":log-group:aws-waf-logs-{name}", (string?)logging["LogDestinationConfigs"]![0]!["Fn::Join"]![1]!.AsArray()[^1]);
        Assert.Equal(["authorization", "cookie"], logging["RedactedFields"]!.AsArray().Select(field => (string?)field!["SingleHeader"]!["Name"]));
    }

    [Fact]
    public async Task Long_bodies_and_markup_in_them_are_counted_not_blocked()
    {
        var acl = (await sage.GetAsync()).One(WebAcl, stack: "sage-edge");
        var overrides = Rules(acl).Single(rule => (string?)rule["Name"] == "common")["Statement"]!["ManagedRuleGroupStatement"]!["RuleActionOverrides"]!.AsArray();

        Assert.Equal(["SizeRestrictions_BODY", "CrossSiteScripting_BODY"], overrides.Select(rule => (string?)rule!["Name"]));
        Assert.All(overrides, rule => Assert.NotNull(rule!["ActionToUse"]!["Count"]));
    }

    [Fact]
    public async Task A_viewer_has_2000_requests_in_five_minutes()
    {
        var rule = Rules((await sage.GetAsync()).One(WebAcl, stack: "sage-edge")).First();
        var limit = rule["Statement"]!["RateBasedStatement"]!;

        Assert.Equal((2000, 300, "IP"), ((int)limit["Limit"]!, (int)limit["EvaluationWindowSec"]!, (string)limit["AggregateKeyType"]!));
        Assert.NotNull(rule["Action"]!["Block"]);
    }

    [Fact]
    public async Task The_load_balancer_limits_who_comes_without_CloudFront_and_never_believes_a_forwarded_address()
    {
        var model = await sage.GetAsync();
        var limits = Rules(model.One(WebAcl, stack: "sage-app")).Select(rule => rule["Statement"]!["RateBasedStatement"]).OfType<JsonNode>().ToArray();

        var direct = Assert.Single(limits, limit => (int?)limit["Limit"] == 2000);
        Assert.Equal("x-amz-cf-id", (string?)direct["ScopeDownStatement"]!["NotStatement"]!["Statement"]!["SizeConstraintStatement"]!["FieldToMatch"]!["SingleHeader"]!["Name"]);
        Assert.Single(limits, limit => limit["ScopeDownStatement"] is null);
        Assert.DoesNotContain("ForwardedIPConfig", model.Templates["sage-app"].ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_load_balancers_firewall_stands_before_it()
    {
        var model = await sage.GetAsync();
        var association = model.One("AWS::WAFv2::WebACLAssociation");

        Assert.Equal(model.Resources("AWS::ElasticLoadBalancingV2::LoadBalancer").Single().Id, (string?)association["ResourceArn"]!["Ref"]);
        Assert.Equal(model.Resources(WebAcl, "sage-app").Single().Id, (string?)association["WebACLArn"]!["Fn::GetAtt"]![0]);
    }

    private static IEnumerable<JsonNode> Rules(JsonObject acl) => acl["Rules"]!.AsArray().Select(rule => rule!);
}
