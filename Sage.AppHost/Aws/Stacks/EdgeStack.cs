using Amazon.CDK;
using Constructs;
using Sage.AppHost.Aws.Edge;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>
/// What CloudFront takes from us-east-1 only: certificates and firewall (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html).
/// It is a stack of its own even when everything else is there, so that an environment can be moved and always deploys in the same order.
/// </summary>
internal sealed class EdgeStack : AwsStack
{
    public EdgeStack(Construct scope, AwsPlan plan)
        : base(scope, plan, "edge", "CloudFront's certificates and firewall", Amazon.RegionEndpoint.USEast1.SystemName)
    {
        var firewall = new Firewall(this, plan, "cloudfront", FirewallScope.CloudFront, [RateLimits.Viewers, .. ManagedRules.All]);
        Output(EdgeNames.WebAclArn, firewall.Arn, "The firewall of CloudFront.");

        var zone = Zones.Of(this, plan.Settings);
        var certified = plan.Sites.Where(site => EdgeNames.MakesCertificate(plan, site)).ToArray();
        if (certified.Length > 0 && plan.Settings.Region.SystemName != Region)
        {
            CertificateNotices.Forward(this, plan);
        }

        foreach (var site in certified)
        {
            Output(EdgeNames.CertificateArn(site), new SiteCertificate(this, plan, site, zone).Arn, $"The certificate of {string.Join(" and ", site.Aliases)}.");
        }
    }
}
