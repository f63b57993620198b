using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.WAFv2;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Edge;

/// <summary>Where a firewall stands. CloudFront's exists in us-east-1 only: a web ACL of another region is refused ("The scope is not valid").</summary>
internal enum FirewallScope
{
    CloudFront,
    Regional,
}

/// <summary>A web ACL that lets everything through but what its rules block, with metrics, and a log of what they blocked or would have.</summary>
internal sealed class Firewall : Construct
{
    // AWS WAF delivers to no log group of another name: https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
    private const string LogGroupPrefix = "aws-waf-logs-";

    private readonly string _name;

    public Firewall(Construct scope, AwsPlan plan, string owner, FirewallScope where, IReadOnlyList<FirewallRule> rules)
        : base(scope, "Firewall")
    {
        _name = plan.Names.Of(NameKind.Other, owner);
        var acl = CreateAcl(where, rules);
        Arn = acl.AttrArn;
        Log(acl, plan, owner);
    }

    public string Arn { get; }

    // The order of the rules is their priority. A changed name or scope is another ACL, and for a moment none.
    private CfnWebACL CreateAcl(FirewallScope where, IReadOnlyList<FirewallRule> rules) => new(this, "WebAcl", new CfnWebACLProps
    {
        Name = _name,
        Description = $"{_name}: managed rules and a limit for each address",
        Scope = where == FirewallScope.CloudFront ? "CLOUDFRONT" : "REGIONAL",
        DefaultAction = new CfnWebACL.DefaultActionProperty { Allow = new CfnWebACL.AllowActionProperty() },
        VisibilityConfig = Visible(_name),
        Rules = (object[])[.. rules.Select((rule, index) => rule.ToProperty(index, Visible(rule.Name)))],
    });

    private static CfnWebACL.VisibilityConfigProperty Visible(string metric) => new()
    {
        CloudWatchMetricsEnabled = true,
        SampledRequestsEnabled = true,
        MetricName = metric,
    };

    private void Log(CfnWebACL acl, AwsPlan plan, string owner)
    {
        var group = new LogGroup(this, "Log", new LogGroupProps
        {
            LogGroupName = plan.Names.Claim(NameKind.LogGroup, LogGroupPrefix + _name, $"firewall of {owner}"),
            Retention = RetentionDays.ONE_MONTH,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        var logging = new CfnLoggingConfiguration(this, "Logging", new CfnLoggingConfigurationProps
        {
            ResourceArn = acl.AttrArn,
            // Not the group's own ARN, which ends in ":*" and is refused.
            LogDestinationConfigs = [Stack.Of(this).FormatArn(new ArnComponents
            {
                Service = "logs", Resource = "log-group", ResourceName = LogGroupPrefix + _name, ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
            })],
            // Who is signed in is nobody's business here.
            RedactedFields = (object[])[Header("authorization"), Header("cookie")],
            LoggingFilter = OnlyWhatMatched,
        });
        logging.Node.AddDependency(group);
    }

    private static CfnLoggingConfiguration.FieldToMatchProperty Header(string name) => new()
    {
        SingleHeader = new Dictionary<string, string> { ["Name"] = name },
    };

    // A line for each request would cost more than the firewall (0.50 USD/GB) and say what the access logs say. JSON, as the property is untyped.
    private static readonly object OnlyWhatMatched = new Dictionary<string, object>
    {
        ["DefaultBehavior"] = "DROP",
        ["Filters"] = (object[])[new Dictionary<string, object>
        {
            ["Behavior"] = "KEEP",
            ["Requirement"] = "MEETS_ANY",
            ["Conditions"] = (object[])[.. new[] { "BLOCK", "COUNT", "EXCLUDED_AS_COUNT" }
                .Select(action => new Dictionary<string, object> { ["ActionCondition"] = new Dictionary<string, object> { ["Action"] = action } })],
        }],
    };
}
