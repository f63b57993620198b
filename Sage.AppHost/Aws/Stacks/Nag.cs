using Amazon.CDK;
using Constructs;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>
/// Findings of cdk-nag that are accepted, with the reason, next to the construct. They are metadata of the template's resources, which is
/// where cdk-nag looks: the package itself is not needed to publish.
/// </summary>
internal static class Nag
{
    /// <summary>Accepts a rule for every resource of a construct.</summary>
    /// <param name="construct">The construct, with all below it.</param>
    /// <param name="rule">Such as <c>AwsSolutions-IAM5</c>.</param>
    /// <param name="reason">Why it holds here; at least ten characters, as cdk-nag asks.</param>
    public static T Accept<T>(T construct, string rule, string reason)
        where T : IConstruct
    {
        foreach (var resource in construct.Node.FindAll().OfType<CfnResource>())
        {
            var accepted = resource.GetMetadata("cdk_nag") as IDictionary<string, object>;
            object[] rules = accepted?["rules_to_suppress"] is object[] known ? known : [];
            resource.AddMetadata("cdk_nag", new Dictionary<string, object>
            {
                ["rules_to_suppress"] = (object[])[.. rules, new Dictionary<string, object> { ["id"] = rule, ["reason"] = reason }],
            });
        }

        return construct;
    }
}
