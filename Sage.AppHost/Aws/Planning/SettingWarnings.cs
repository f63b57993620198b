using Sage.AppHost.Aws.Settings;

namespace Sage.AppHost.Aws.Planning;

/// <summary>Settings that do nothing.</summary>
internal static class SettingWarnings
{
    // Beside those of the pages.
    private static readonly string[] Buckets = ["logs", "backups", "trail"];

    public static IEnumerable<string> Of(PlanBuilder plan)
    {
        var settings = plan.Settings;
        var buckets = settings.BucketNames.Keys.Except([.. Buckets, .. plan.Sites.Select(site => site.Resource.Name)], StringComparer.OrdinalIgnoreCase);
        foreach (var path in settings.Unknown.Concat(buckets.Select(bucket => $"{AwsSettingsReader.Section}:Buckets:{bucket}")))
        {
            yield return $"{path} is no setting of this model and does nothing; docs/aws.md has them all.";
        }

        if (settings is { Domain: null, HostedZoneId: not null } or { Domain: null, Certificates: not { LoadBalancer: null, CloudFront: null } })
        {
            yield return "A hosted zone and certificates do nothing without a domain (Aws:Domain).";
        }
    }
}
