using Amazon.CDK.AWS.WAFv2;

namespace Sage.AppHost.Aws.Edge;

/// <summary>
/// How many requests an address may send in five minutes. It is always the address of the connection: X-Forwarded-For is what the client
/// says, AWS WAF reads its first entry (https://docs.aws.amazon.com/waf/latest/APIReference/API_ForwardedIPConfig.html), and whoever writes
/// another's address there would have the other blocked.
/// </summary>
internal static class RateLimits
{
    /// <summary>An open page asks about once a second at most; several people may share an address.</summary>
    public const int ForViewer = 2_000;

    /// <summary>What no server of CloudFront sends for all of its viewers together: 300 requests a second.</summary>
    public const int ForAnyAddress = 100_000;

    // CloudFront adds it to every request (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html).
    private const string CloudFrontHeader = "x-amz-cf-id";

    /// <summary>Viewers, where their own address is seen.</summary>
    public static FirewallRule Viewers { get; } = Limit("rate-limit", ForViewer);

    /// <summary>
    /// Behind CloudFront: who comes directly. The header can be forged, but viewers of CloudFront have been counted already by its own
    /// firewall, and a forger meets <see cref="AnyAddress"/>.
    /// </summary>
    public static FirewallRule DirectCallers { get; } = Limit("rate-limit-direct", ForViewer, new CfnWebACL.StatementProperty
    {
        NotStatement = new CfnWebACL.NotStatementProperty
        {
            Statement = new CfnWebACL.StatementProperty
            {
                SizeConstraintStatement = new CfnWebACL.SizeConstraintStatementProperty
                {
                    FieldToMatch = new CfnWebACL.FieldToMatchProperty { SingleHeader = new Dictionary<string, string> { ["Name"] = CloudFrontHeader } },
                    ComparisonOperator = "GT",
                    Size = 0,
                    TextTransformations = (object[])[new CfnWebACL.TextTransformationProperty { Priority = 0, Type = "NONE" }],
                },
            },
        },
    });

    public static FirewallRule AnyAddress { get; } = Limit("rate-limit-address", ForAnyAddress);

    private static FirewallRule Limit(string name, int requests, CfnWebACL.StatementProperty? only = null) => new(name, new CfnWebACL.StatementProperty
    {
        RateBasedStatement = new CfnWebACL.RateBasedStatementProperty
        {
            AggregateKeyType = "IP",
            Limit = requests,
            EvaluationWindowSec = 300,
            ScopeDownStatement = only,
        },
    });
}
