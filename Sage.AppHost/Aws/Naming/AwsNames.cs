using System.Text.RegularExpressions;
using Sage.AppHost.Aws.Settings;

namespace Sage.AppHost.Aws.Naming;

/// <summary>
/// Every name in the account: <c>{app}-{resource}</c> in production, <c>{app}-{environment}-{resource}</c> elsewhere, so that both fit
/// into one account. A name that AWS would refuse, or that two things would share, is refused here.
/// </summary>
internal sealed partial class AwsNames(AwsSettings settings)
{
    // Constructs of the stacks that stand where resources of the model stand, too.
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "Edge", "EdgeParameters", "RegionalFirewall", "DnsRecords", "Dashboard", "LoadBalancer", "Certificate",
        "Key", "Secrets", "SecretRenewal", "Logs", "Trail", "Backups", "BackupFiles", "DatabaseSubnets", "DatabaseMonitoring", "CacheSubnets",
    };

    private readonly Dictionary<(NameKind, string), string> _owners = [];

    /// <summary><c>sage</c>, or <c>sage-staging</c>.</summary>
    public string Prefix { get; } = settings.IsProduction ? settings.Application : $"{settings.Application}-{Lower(settings.Stage)}";

    /// <summary>The name of a thing that belongs to <paramref name="owner"/>, a resource of the model or a part of the environment.</summary>
    public string Of(NameKind kind, string owner) => Claim(kind, $"{Prefix}-{Clean(owner)}", owner);

    /// <summary><c>sage/anthropic-api-key</c>, or <c>sage/staging/anthropic-api-key</c>.</summary>
    /// <param name="name">The last part.</param>
    /// <param name="owner">What it is of, when that is not the name: a server and a parameter can have the same one.</param>
    public string Secret(string name, string? owner = null)
        => Claim(NameKind.Secret, settings.IsProduction ? $"{settings.Application}/{name}" : $"{settings.Application}/{Lower(settings.Stage)}/{name}", owner ?? name);

    /// <summary><c>sage-frontend-prod</c>, or the name that was given instead.</summary>
    public string Bucket(string owner, bool ofSite = false)
    {
        var name = settings.BucketNames.GetValueOrDefault(owner)
            ?? (ofSite ? $"{settings.Application}-{Clean(owner)}-{(settings.IsProduction ? "prod" : Lower(settings.Stage))}" : $"{Prefix}-{Clean(owner)}");
        return BucketName().IsMatch(name)
            ? Claim(NameKind.Bucket, name, owner)
            : throw new DistributedApplicationException($"'{name}' cannot name the S3 bucket of '{owner}': 3 to 63 lower-case letters, digits, hyphens and dots ({AwsSettingsReader.Section}:Buckets:{owner}).");
    }

    /// <summary>Takes a name that follows a rule of its own.</summary>
    public string Claim(NameKind kind, string name, string owner)
    {
        if (name.Length > kind.MaxLength)
        {
            throw new DistributedApplicationException(
                $"'{name}' is too long to name the {kind.Title} of '{owner}': {name.Length} characters, AWS allows {kind.MaxLength}. Take a shorter name, or a shorter {AwsSettingsReader.Section}:Application.");
        }

        return _owners.TryAdd((kind, name), owner) || _owners[(kind, name)].Equals(owner, StringComparison.Ordinal)
            ? name
            : throw new DistributedApplicationException($"'{_owners[(kind, name)]}' and '{owner}' would both be the {kind.Title} '{name}'. Rename one of them.");
    }

    /// <summary>The id of a construct and of what CloudFormation calls a logical id: letters and digits.</summary>
    public static string Id(string name)
    {
        var id = string.Concat(Words().Matches(name).Select(word => char.ToUpperInvariant(word.Value[0]) + word.Value[1..]));
        return Reserved.Contains(id) ? $"{id}Resource" : id;
    }

    /// <summary>Ids leave out what names have between letters: two names may be one id.</summary>
    /// <param name="scope">Within what it must differ.</param>
    /// <param name="name">What the id is made of.</param>
    /// <param name="owner">Named when another one has it.</param>
    public void ClaimId(string scope, string name, string owner) => _ = Claim(NameKind.Construct, $"{scope} {Id(name)}", owner);

    // Aspire's names have letters, digits and hyphens; parameters may have underscores and dots too.
    private static string Clean(string name) => NotAllowed().Replace(name.ToLowerInvariant(), "-").Trim('-');

    private static string Lower(DeploymentStage stage) => stage.ToString().ToLowerInvariant();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NotAllowed();

    [GeneratedRegex("[A-Za-z0-9]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Words();

    [GeneratedRegex(@"^(?=.{3,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex BucketName();
}
