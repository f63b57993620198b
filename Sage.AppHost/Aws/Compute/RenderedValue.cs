using Amazon.CDK;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Compute;

/// <summary>A value without secrets as CloudFormation writes it.</summary>
internal static class RenderedValue
{
    public static string Of(AwsValue value, DataStack data) => value.Text ?? Fn.Join("", [.. value.Parts.Select(part => part switch
    {
        TextPart text => text.Text,
        HostPart host => data.HostOf(host.Server),
        _ => throw new InvalidOperationException("A secret is not written into a template."),
    })]);
}
