using System.Globalization;
using System.Net.Mail;
using System.Text.RegularExpressions;
using Amazon;
using Aspire.Hosting.AWS;
using Microsoft.Extensions.Configuration;

namespace Sage.AppHost.Aws.Settings;

/// <summary>Reads the section <c>Aws</c>; what cannot be used ends the run with one line that says what could.</summary>
internal static partial class AwsSettingsReader
{
    public const string Section = "Aws";
    public const string DefaultRegion = "us-west-2";
    private const int Zones = 2;

    // https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
    private const int LongestCertificateName = 64;

    /// <param name="configuration">Holds the section.</param>
    /// <param name="environmentName">Production or Staging.</param>
    /// <param name="phaseName">mvp, growth or scale.</param>
    /// <param name="sdk">The region that the model says.</param>
    /// <param name="application">The first part of all names, unless the section says another one.</param>
    /// <param name="further">The name of an AWS environment that is not the model's first: it becomes a part of all names and of the domain.</param>
    public static AwsSettings Read(IConfiguration configuration, string environmentName, string phaseName, IAWSSDKConfig? sdk, string application, string? further)
    {
        var aws = configuration.GetSection(Section);
        var stage = Choice<DeploymentStage>("environment", environmentName);
        var phase = Choice<Phase>("phase", phaseName);
        var region = Region(sdk?.Region, aws["Region"] ?? DefaultRegion, $"{Section}:Region");
        var domain = Domain(aws["Domain"]);
        var label = further?.ToLowerInvariant();

        return new AwsSettings
        {
            Application = Application($"{aws["Application"] ?? application}{(label is null ? "" : $"-{label}")}"),
            Stage = stage,
            Phase = phase,
            Sizing = Sizing(SizingTable.For(phase, stage), aws),
            Region = region,
            BackupRegion = BackupRegion(aws["BackupRegion"], region),
            Domain = domain is null ? null : Below(domain, stage, label),
            HostedZoneId = ExistingReader.Id(aws, "HostedZoneId", "Z", "the id of a hosted zone, such as Z0123456789ABC"),
            HostedZoneName = ZoneName(aws, domain),
            AvailabilityZones = ExistingReader.Zones(aws.GetSection("AvailabilityZones"), region.SystemName) ?? [$"{region.SystemName}a", $"{region.SystemName}b"],
            Vpc = ExistingReader.Vpc(aws.GetSection("Vpc"), region.SystemName),
            Certificates = new ExistingCertificates(
                ExistingReader.Certificate(aws, "Certificates:LoadBalancer", region.SystemName), ExistingReader.Certificate(aws, "Certificates:CloudFront", RegionEndpoint.USEast1.SystemName)),
            BucketNames = aws.GetSection("Buckets").GetChildren().Where(bucket => !string.IsNullOrEmpty(bucket.Value))
                .ToDictionary(bucket => bucket.Key, bucket => bucket.Value!, StringComparer.OrdinalIgnoreCase),
            CloudFrontPrefixList = ExistingReader.Id(aws, "CloudFrontPrefixList", "pl-", "the id of a prefix list, such as pl-0123abcd"),
            MonthlyBudget = Number(aws, "MonthlyBudget", 1, 1_000_000) ?? DefaultBudget(phase),
            RunbookUrl = Url(aws, "RunbookUrl"),
            AlertEmail = Email(aws, "AlertEmail"),
            Profile = Optional(sdk?.Profile),
            Unknown = KnownSettings.NotIn(aws),
        };
    }

    /// <summary>Reads one of the names of an enum; numbers are not names.</summary>
    internal static T Choice<T>(string what, string text)
        where T : struct, Enum
        => Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<T>(name)
            : throw new DistributedApplicationException(
                $"The {what} is '{text}'; it must be {string.Join(" or ", Enum.GetNames<T>().Select(known => typeof(T) == typeof(Phase) ? known.ToLowerInvariant() : known))}.");

    private static Sizing Sizing(Sizing sizing, IConfigurationSection aws)
    {
        if (Flag(aws, "MultiRegion") == true)
        {
            throw new DistributedApplicationException($"{Section}:MultiRegion is not possible yet; the phase 'scale' runs in one region.");
        }

        var graviton = Flag(aws, "Graviton") ?? false;
        return sizing with
        {
            Graviton = graviton,
            DatabaseClass = graviton ? SizingTable.OnGraviton(sizing.DatabaseClass) : sizing.DatabaseClass,
            CacheNodeType = graviton ? SizingTable.OnGraviton(sizing.CacheNodeType) : sizing.CacheNodeType,
            DatabaseMultiAz = Flag(aws, "MultiAz") ?? sizing.DatabaseMultiAz,
            DatabaseReplicas = Number(aws, "ReadReplicas", 0, 5) ?? sizing.DatabaseReplicas,
            CacheNodes = Number(aws, "CacheNodes", 1, 6) ?? sizing.CacheNodes,
            NatGateways = Number(aws, "NatGateways", 1, Zones) ?? sizing.NatGateways,
            MinTasks = Number(aws, "MinTasks", 1, sizing.MaxTasks) ?? sizing.MinTasks,
        };
    }

    // Of the account, with a staging beside it: 80 % of it is more than both cost at rest. An alarm that always rings is none.
    private static int DefaultBudget(Phase phase) => phase switch
    {
        Phase.Mvp => 600,
        Phase.Growth => 1_000,
        _ => 3_000,
    };

    private static string Application(string name) => ApplicationName().IsMatch(name)
        ? name
        : throw new DistributedApplicationException(
            $"{Section}:Application is '{name}'; it must be 2 to 20 lower-case letters, digits and single hyphens, beginning with a letter.");

    private static RegionEndpoint Region(RegionEndpoint? given, string name, string key)
    {
        var region = RegionEndpoint.EnumerableAllRegions.FirstOrDefault(region => region.SystemName.Equals(given?.SystemName ?? name, StringComparison.Ordinal))
            ?? throw new DistributedApplicationException($"The region is '{given?.SystemName ?? name}' ({key}); AWS has no region of that name.");
        // CloudFront's certificates and firewall stand in us-east-1, which only that partition has.
        return region.PartitionName == "aws"
            ? region
            : throw new DistributedApplicationException($"The region is '{region.SystemName}' ({key}), of the partition {region.PartitionName}; the stacks are for the partition aws.");
    }

    private static RegionEndpoint BackupRegion(string? name, RegionEndpoint region)
    {
        // A region of the same country by default: data do not leave it unasked.
        var backup = Region(given: null, name ?? (region.SystemName.StartsWith("us-", StringComparison.Ordinal) && region != RegionEndpoint.USEast2 ? "us-east-2" : "us-west-2"), $"{Section}:BackupRegion");
        if (name is null && !region.SystemName.StartsWith("us-", StringComparison.Ordinal))
        {
            throw new DistributedApplicationException($"{Section}:BackupRegion must say where the second copy of the backups goes: the region is {region.SystemName}.");
        }

        return backup != region
            ? backup
            : throw new DistributedApplicationException($"{Section}:BackupRegion is '{backup.SystemName}', the region itself; a second copy belongs into another one.");
    }

    private static string? Domain(string? domain)
    {
        if (Optional(domain) is not { } name)
        {
            return null;
        }

        return DomainName().IsMatch(name)
            ? name
            : throw new DistributedApplicationException($"{Section}:Domain is '{name}'; it must be a domain such as example.com, in lower case.");
    }

    private static string Below(string domain, DeploymentStage stage, string? further)
    {
        var name = $"{(further is null ? "" : $"{further}.")}{(stage == DeploymentStage.Production ? "" : $"{stage.ToString().ToLowerInvariant()}.")}{domain}";
        return $"www.{name}".Length <= LongestCertificateName
            ? name
            : throw new DistributedApplicationException($"{Section}:Domain is '{domain}'; a certificate cannot name 'www.{name}': it has more than {LongestCertificateName} characters.");
    }

    private static string? ZoneName(IConfigurationSection aws, string? domain)
    {
        var zone = Optional(aws["HostedZoneName"]) ?? domain;
        return domain is null || zone is null || $".{domain}".EndsWith($".{zone}", StringComparison.Ordinal)
            ? zone
            : throw new DistributedApplicationException($"{Section}:HostedZoneName is '{zone}', which cannot hold the records of {domain} ({Section}:Domain).");
    }

    private static string? Email(IConfigurationSection aws, string key) => Optional(aws[key]) is not { } text ? null
        : MailAddress.TryCreate(text, out var address) && address.Address == text ? text
        : throw new DistributedApplicationException($"{Section}:{key} is '{text}'; it must be an e-mail address.");

    private static string? Url(IConfigurationSection aws, string key) => Optional(aws[key]) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps ? text
        : throw new DistributedApplicationException($"{Section}:{key} is '{text}'; it must be an address that begins with https://.");

    private static bool? Flag(IConfigurationSection aws, string key) => Optional(aws[key]) is not { } text ? null
        : bool.TryParse(text, out var value) ? value
        : throw new DistributedApplicationException($"{Section}:{key} is '{text}'; it must be true or false.");

    private static int? Number(IConfigurationSection aws, string key, int least, int most) => Optional(aws[key]) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value
        : throw new DistributedApplicationException($"{Section}:{key} is '{text}'; it must be a number from {least} to {most}.");

    private static string? Optional(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    [GeneratedRegex("^(?=.{2,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ApplicationName();

    [GeneratedRegex(@"^(?=.{4,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex DomainName();
}
