using System.Runtime.CompilerServices;
using Amazon.CDK;
using Constructs;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>
/// Findings of cdk-nag that are accepted, with the reason, next to the construct. They are metadata of the template's resources, which is
/// where cdk-nag looks: the package itself is not needed to publish.
/// </summary>
internal static class Nag
{
    private static readonly ConditionalWeakTable<CfnResource, List<object>> Accepted = [];

    /// <summary>Accepts a rule for every resource of a construct.</summary>
    /// <param name="construct">The construct, with all below it.</param>
    /// <param name="rule">Such as <c>AwsSolutions-IAM5</c>.</param>
    /// <param name="reason">Why it holds here; at least ten characters, as cdk-nag asks.</param>
    public static T Accept<T>(T construct, string rule, string reason)
        where T : IConstruct
    {
        // Without asking for its children: a resource of CloudFormation has none.
        var resources = construct is CfnResource only ? [only] : construct.Node.FindAll().OfType<CfnResource>();
        foreach (var resource in resources)
        {
            var accepted = Accepted.GetOrCreateValue(resource);
            accepted.Add(new Dictionary<string, object> { ["id"] = rule, ["reason"] = reason });
            resource.AddMetadata("cdk_nag", new Dictionary<string, object> { ["rules_to_suppress"] = accepted.ToArray() });
        }

        return construct;
    }
}
