using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Constructs;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Sites;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Edge;

/// <summary>What the public meets: pages on CloudFront, the load balancer's firewall, and the names of both.</summary>
internal sealed class PublicEdge : Construct
{
    /// <param name="scope">The application's stack.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="data">Has the files of the pages and takes the access logs.</param>
    /// <param name="balancer">Null when no service is public.</param>
    public PublicEdge(Construct scope, AwsPlan plan, DataStack data, ApplicationLoadBalancer? balancer)
        : base(scope, "Edge")
    {
        var records = new DnsRecords(this, plan);
        if (balancer is not null)
        {
            _ = new RegionalFirewall(this, plan, balancer.LoadBalancerArn);
            if (ApiName(plan) is { } name)
            {
                records.Point(name, balancer);
            }
        }

        if (plan.Sites.Count == 0)
        {
            return;
        }

        var edge = new EdgeParameters(this, plan);
        foreach (var site in plan.Sites)
        {
            var page = new StaticSite(this, plan, site, new StaticSiteProps
            {
                Bucket = data.Of(site),
                Logs = data.Logs,
                WebAclArn = edge.WebAclArn,
                Certificate = edge.CertificateOf(site),
                Api = balancer is null ? null : ApiName(plan) is { } name ? new ApiOrigin(name, IsTls: true) : new ApiOrigin(balancer.LoadBalancerDnsName, IsTls: false),
            });
            records.Point(site, page.Distribution);
        }
    }

    /// <summary>The load balancer's name below the domain.</summary>
    public static string? ApiName(AwsPlan plan) => plan.Settings.Domain is { } domain ? $"api.{domain}" : null;
}
