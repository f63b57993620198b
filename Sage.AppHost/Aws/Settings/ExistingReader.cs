using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Sage.AppHost.Aws.Settings;

/// <summary>Reads what exists already and is only named here. Whether it exists nobody asks: publishing needs no account.</summary>
internal static partial class ExistingReader
{
    private const int ZoneCount = 2;

    public static ExistingVpc? Vpc(IConfigurationSection vpc, string region)
    {
        if (Id(vpc, "Id", "vpc-", "the id of a VPC") is not { } id)
        {
            return null;
        }

        var cidr = vpc["Cidr"] is { Length: > 0 } text ? text : throw Missing(vpc, "Cidr", "");
        if (!IPNetwork.TryParse(cidr, out _))
        {
            throw Wrong(vpc, "Cidr", cidr, "addresses such as 10.0.0.0/16");
        }

        return new ExistingVpc(id, cidr,
            Zones(vpc.GetSection("AvailabilityZones"), region) ?? throw Missing(vpc, "AvailabilityZones", " (two values, one for each zone)"),
            Subnets("PublicSubnets"), Subnets("PrivateSubnets"), Subnets("DatabaseSubnets"));

        string[] Subnets(string key)
        {
            var section = vpc.GetSection(key);
            var ids = Enumerable.Range(0, ZoneCount).Select(index => Id(section, $"{index}", "subnet-", "the id of a subnet")
                ?? throw Missing(vpc, key, " (two values, one for each zone)")).ToArray();
            return ids.Distinct(StringComparer.Ordinal).Count() == ZoneCount ? ids : throw Wrong(vpc, key, ids[0], "a subnet for each zone");
        }
    }

    /// <summary>Two zones of the region, or null when none is named.</summary>
    public static string[]? Zones(IConfigurationSection section, string region)
    {
        var names = section.GetChildren().Select(child => child.Value ?? "").ToArray();
        return names.Length == 0 ? null
            : names is [var one, var two] && one != two && names.All(name => name.StartsWith(region, StringComparison.Ordinal) && name.Length > region.Length) ? names
            : throw new DistributedApplicationException($"{section.Path} is '{string.Join(", ", names)}'; it must be two zones of {region}, such as {region}a and {region}b.");
    }

    public static string? Certificate(IConfigurationSection aws, string key, string region)
    {
        if (Text(aws[key]) is not { } arn)
        {
            return null;
        }

        return CertificateArn().Match(arn) is { Success: true } match && match.Groups["region"].Value == region
            ? arn
            : throw Wrong(aws, key, arn, $"the ARN of a certificate in {region}");
    }

    /// <summary>An id that begins with what all ids of its kind begin with.</summary>
    public static string? Id(IConfigurationSection section, string key, string prefix, string what) => Text(section[key]) is not { } id ? null
        : id.StartsWith(prefix, StringComparison.Ordinal) && id.Length > prefix.Length && id[prefix.Length..].All(char.IsAsciiLetterOrDigit) ? id
        : throw Wrong(section, key, id, what);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static DistributedApplicationException Missing(IConfigurationSection vpc, string key, string how) => new($"{vpc.Path}:Id is given, so {vpc.Path}:{key} must be, too{how}.");

    private static DistributedApplicationException Wrong(IConfigurationSection section, string key, string value, string what) => new($"{section.Path}:{key} is '{value}'; it must be {what}.");

    [GeneratedRegex("^arn:aws:acm:(?<region>[a-z0-9-]+):[0-9]{12}:certificate/[A-Za-z0-9-]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex CertificateArn();
}
