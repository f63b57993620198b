using Amazon.CDK.AWS.WAFv2;
using Constructs;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Edge;

/// <summary>The firewall of the load balancer, which the public reaches without CloudFront, too, as <c>api.</c> of the domain.</summary>
internal sealed class RegionalFirewall : Construct
{
    public RegionalFirewall(Construct scope, AwsPlan plan, string loadBalancerArn)
        : base(scope, "RegionalFirewall")
    {
        var firewall = new Firewall(this, plan, "alb", FirewallScope.Regional, [RateLimits.AnyAddress, RateLimits.DirectCallers, .. ManagedRules.All]);
        _ = new CfnWebACLAssociation(this, "Association", new CfnWebACLAssociationProps { ResourceArn = loadBalancerArn, WebAclArn = firewall.Arn });
    }
}
