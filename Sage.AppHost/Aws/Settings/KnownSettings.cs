using Microsoft.Extensions.Configuration;

namespace Sage.AppHost.Aws.Settings;

/// <summary>The keys of the section; what is none of them does nothing, and is said.</summary>
internal static class KnownSettings
{
    private static readonly HashSet<string> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        "AlertEmail", "Application", "AvailabilityZones", "BackupRegion", "Buckets", "CacheNodes", "Certificates", "CloudFrontPrefixList", "Domain", "Graviton",
        "HostedZoneId", "HostedZoneName", "MinTasks", "MonthlyBudget", "MultiAz", "MultiRegion", "NatGateways", "ReadReplicas", "Region", "RunbookUrl", "Vpc",
        // The .NET SDK of AWS and Aspire.Hosting.AWS read these from a section of the same name.
        "Profile", "ProfilesLocation", "Resources",
    };

    private static readonly HashSet<string> CertificateKeys = new(StringComparer.OrdinalIgnoreCase) { "LoadBalancer", "CloudFront" };

    private static readonly HashSet<string> VpcKeys = new(StringComparer.OrdinalIgnoreCase) { "Id", "Cidr", "AvailabilityZones", "PublicSubnets", "PrivateSubnets", "DatabaseSubnets" };

    /// <summary>Paths of keys that nobody reads; those of buckets depend on the model.</summary>
    public static IReadOnlyList<string> NotIn(IConfigurationSection aws)
        => [.. Others(aws, Keys), .. Others(aws.GetSection("Certificates"), CertificateKeys), .. Others(aws.GetSection("Vpc"), VpcKeys)];

    private static IEnumerable<string> Others(IConfigurationSection section, HashSet<string> known)
        => section.GetChildren().Where(child => !known.Contains(child.Key)).Select(child => child.Path);
}
