using Amazon.CDK.AWS.WAFv2;

namespace Sage.AppHost.Aws.Edge;

/// <summary>
/// AWS's own rule groups, the three that CloudFront's one-click protection has, too: 925 of an ACL's 1500 capacity units
/// (https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html).
/// </summary>
internal static class ManagedRules
{
    // Both judge a body as if it were a form of a web page. An API takes longer ones than 8 KB, and what people write to each other or to a
    // model may well have a <script> in it; it is text to the API and is escaped by the page. Such requests are counted and logged.
    private static readonly string[] OnlyCounted = ["SizeRestrictions_BODY", "CrossSiteScripting_BODY"];

    public static IReadOnlyList<FirewallRule> All { get; } =
    [
        Group("ip-reputation", "AWSManagedRulesAmazonIpReputationList"),
        Group("common", "AWSManagedRulesCommonRuleSet", OnlyCounted),
        Group("known-bad-inputs", "AWSManagedRulesKnownBadInputsRuleSet"),
    ];

    private static FirewallRule Group(string name, string group, params string[] counted) => new(name, new CfnWebACL.StatementProperty
    {
        ManagedRuleGroupStatement = new CfnWebACL.ManagedRuleGroupStatementProperty
        {
            VendorName = "AWS",
            Name = group,
            RuleActionOverrides = counted.Length == 0 ? null : (object[])[.. counted.Select(rule => new CfnWebACL.RuleActionOverrideProperty
            {
                Name = rule,
                ActionToUse = new CfnWebACL.RuleActionProperty { Count = new CfnWebACL.CountActionProperty() },
            })],
        },
    })
    {
        IsGroup = true,
    };
}
