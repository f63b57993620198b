using Sage.AppHost.Aws.Settings;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>
/// AWS's list of CloudFront's addresses, which has another id in every region
/// (<c>aws ec2 describe-managed-prefix-lists --filters Name=prefix-list-name,Values=com.amazonaws.global.cloudfront.origin-facing</c>).
/// </summary>
internal static class CloudFrontPrefixLists
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["us-west-2"] = "pl-82a045eb",
        ["us-east-1"] = "pl-3b927c52",
        ["us-east-2"] = "pl-b6a144df",
        ["us-west-1"] = "pl-4ea04527",
        ["eu-west-1"] = "pl-4fa04526",
        ["eu-central-1"] = "pl-a3a144ca",
    };

    public static string Of(AwsSettings settings) => settings.CloudFrontPrefixList ?? Known.GetValueOrDefault(settings.Region.SystemName)
        ?? throw new DistributedApplicationException(
            $"Without a domain the load balancer admits only CloudFront, and the id of its prefix list in {settings.Region.SystemName} is not known here: set {AwsSettingsReader.Section}:CloudFrontPrefixList.");
}
