using Amazon.CDK.AWS.WAFv2;

namespace Sage.AppHost.Aws.Edge;

/// <summary>A rule of a web ACL.</summary>
internal sealed record FirewallRule(string Name, CfnWebACL.StatementProperty Statement)
{
    /// <summary>A group of rules brings its own actions; a single one has to say that it blocks.</summary>
    public bool IsGroup { get; init; }

    public CfnWebACL.RuleProperty ToProperty(int priority, CfnWebACL.VisibilityConfigProperty visibility) => new()
    {
        Name = Name,
        Priority = priority,
        Statement = Statement,
        VisibilityConfig = visibility,
        Action = IsGroup ? null : new CfnWebACL.RuleActionProperty { Block = new CfnWebACL.BlockActionProperty() },
        OverrideAction = IsGroup ? new CfnWebACL.OverrideActionProperty { None = new Dictionary<string, object>() } : null,
    };
}
