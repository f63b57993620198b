using Amazon;

namespace Sage.AppHost.Aws.Settings;

/// <summary>What one run publishes, read and checked before anything is built.</summary>
internal sealed record AwsSettings
{
    /// <summary>The first part of every name in the account.</summary>
    public required string Application { get; init; }

    public required DeploymentStage Stage { get; init; }

    public required Phase Phase { get; init; }

    public required Sizing Sizing { get; init; }

    public required RegionEndpoint Region { get; init; }

    /// <summary>Where the second copy of every backup goes.</summary>
    public required RegionEndpoint BackupRegion { get; init; }

    /// <summary>The domain whose <c>app.</c>, <c>www.</c> and <c>api.</c> are served, or null: then CloudFront's own name, without TLS behind it.</summary>
    public string? Domain { get; init; }

    /// <summary>The public zone of the domain: records and certificate validation are made in it. Null: made by hand.</summary>
    public string? HostedZoneId { get; init; }

    /// <summary>The zone's own name when it is not <see cref="Domain"/>.</summary>
    public string? HostedZoneName { get; init; }

    /// <summary>The two zones of a new VPC. Not every account has <c>a</c> and <c>b</c> of every region.</summary>
    public required IReadOnlyList<string> AvailabilityZones { get; init; }

    public ExistingVpc? Vpc { get; init; }

    public ExistingCertificates Certificates { get; init; } = new();

    /// <summary>Names for buckets whose own name is taken: bucket names are global. Keys: a site's resource name, <c>logs</c>, <c>backups</c>, <c>trail</c>.</summary>
    public IReadOnlyDictionary<string, string> BucketNames { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The managed prefix list of CloudFront's addresses, for regions where it is not known here.</summary>
    public string? CloudFrontPrefixList { get; init; }

    /// <summary>An alarm is sent when a month costs more, and when it is about to. USD.</summary>
    public required int MonthlyBudget { get; init; }

    /// <summary>Where people read the runbooks: <c>docs/runbooks/….md</c> is put behind it. Null: messages have the path alone.</summary>
    public string? RunbookUrl { get; init; }

    /// <summary>Gets every alarm by e-mail, too. Null: Discord alone.</summary>
    public string? AlertEmail { get; init; }

    /// <summary>The profile of the AWS SDK that deploys, when the model names one.</summary>
    public string? Profile { get; init; }

    /// <summary>Paths of settings that are none.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    public bool IsProduction => Stage == DeploymentStage.Production;
}

/// <summary>A network that exists already, two zones of it.</summary>
internal sealed record ExistingVpc(
    string Id,
    string Cidr,
    IReadOnlyList<string> AvailabilityZones,
    IReadOnlyList<string> PublicSubnets,
    IReadOnlyList<string> PrivateSubnets,
    IReadOnlyList<string> DatabaseSubnets);

/// <summary>Certificates that exist already, by ARN.</summary>
/// <param name="LoadBalancer">For <c>api.</c>, in the region of the application.</param>
/// <param name="CloudFront">For <c>app.</c> and <c>www.</c>, in us-east-1.</param>
internal sealed record ExistingCertificates(string? LoadBalancer = null, string? CloudFront = null);
