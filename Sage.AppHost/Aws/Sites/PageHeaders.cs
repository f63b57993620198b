using Amazon.CDK;
using Amazon.CDK.AWS.CloudFront;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Sites;

/// <summary>What browsers are told to refuse. A service's own headers win over these.</summary>
internal static class PageHeaders
{
    /// <summary>
    /// Everything from the page's own origin, its API and event streams among it. Styles may stand in the document: component libraries and
    /// charts write them there; scripts may not. A page that needs more replaces the policy (PublishAsCloudFrontSite).
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; upgrade-insecure-requests";

    // A year, as browsers' own lists ask at least: https://hstspreload.org
    private const int HstsDays = 365;

    /// <summary>With the services' public name where the page was built with it.</summary>
    public static string PolicyOf(AwsPlan plan, PlannedSite site)
    {
        var services = $"https://api.{plan.Settings.Domain}";
        return plan.Settings.Domain is not null && site.BuildEnvironment.Values.Any(value => value.Contains(services, StringComparison.Ordinal))
            ? $"{ContentSecurityPolicy}; connect-src 'self' {services}"
            : ContentSecurityPolicy;
    }

    public static ResponseHeadersPolicy Create(Construct scope, AwsPlan plan, PlannedSite site) => new(scope, "Headers", new ResponseHeadersPolicyProps
    {
        ResponseHeadersPolicyName = plan.Names.Of(NameKind.Other, $"{site.Resource.Name}-headers"),
        Comment = $"Security headers of {site.Resource.Name}",
        SecurityHeadersBehavior = new ResponseSecurityHeadersBehavior
        {
            ContentSecurityPolicy = new ResponseHeadersContentSecurityPolicy { ContentSecurityPolicy = PolicyOf(plan, site), Override = false },
            ContentTypeOptions = new ResponseHeadersContentTypeOptions { Override = true },
            FrameOptions = new ResponseHeadersFrameOptions { FrameOption = HeadersFrameOption.DENY, Override = false },
            ReferrerPolicy = new ResponseHeadersReferrerPolicy { ReferrerPolicy = HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, Override = false },
            StrictTransportSecurity = new ResponseHeadersStrictTransportSecurity
            {
                AccessControlMaxAge = Duration.Days(HstsDays), IncludeSubdomains = true, Override = true,
            },
        },
        CustomHeadersBehavior = new ResponseCustomHeadersBehavior
        {
            CustomHeaders = [new ResponseCustomHeader { Header = "Permissions-Policy", Value = "camera=(), geolocation=(), microphone=(), payment=()", Override = false }],
        },
    });
}
