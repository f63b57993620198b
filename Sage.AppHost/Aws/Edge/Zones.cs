using Amazon.CDK.AWS.Route53;
using Constructs;
using Sage.AppHost.Aws.Settings;

namespace Sage.AppHost.Aws.Edge;

/// <summary>The public zone of the domain, by what the settings say; it is never looked up, as publishing needs no account.</summary>
internal static class Zones
{
    public static IHostedZone? Of(Construct scope, AwsSettings settings) => settings is { Domain: not null, HostedZoneId: { } id, HostedZoneName: { } name }
        ? HostedZone.FromHostedZoneAttributes(scope, "Zone", new HostedZoneAttributes { HostedZoneId = id, ZoneName = name })
        : null;
}
