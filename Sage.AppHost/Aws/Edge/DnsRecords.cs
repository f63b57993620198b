using Amazon.CDK.AWS.CloudFront;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Amazon.CDK.AWS.Route53;
using Amazon.CDK.AWS.Route53.Targets;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Edge;

/// <summary>The names of pages and load balancer in the hosted zone; without one there is nothing here, and the outputs say what to point where.</summary>
internal sealed class DnsRecords : Construct
{
    private readonly IHostedZone? _zone;

    public DnsRecords(Construct scope, AwsPlan plan)
        : base(scope, "DnsRecords")
        => _zone = Zones.Of(this, plan.Settings);

    /// <summary>CloudFront answers over IPv6, too.</summary>
    public void Point(PlannedSite site, IDistribution distribution)
    {
        if (_zone is null)
        {
            return;
        }

        foreach (var alias in site.Aliases)
        {
            var target = RecordTarget.FromAlias(new CloudFrontTarget(distribution));
            _ = new ARecord(this, $"{AwsNames.Id(alias)}A", new ARecordProps { Zone = _zone, RecordName = alias, Target = target });
            _ = new AaaaRecord(this, $"{AwsNames.Id(alias)}Aaaa", new AaaaRecordProps { Zone = _zone, RecordName = alias, Target = target });
        }
    }

    /// <summary>The load balancer has addresses of IPv4 only.</summary>
    public void Point(string name, IApplicationLoadBalancer loadBalancer)
    {
        if (_zone is not null)
        {
            var target = RecordTarget.FromAlias(new LoadBalancerTarget(loadBalancer));
            _ = new ARecord(this, $"{AwsNames.Id(name)}A", new ARecordProps { Zone = _zone, RecordName = name, Target = target });
        }
    }
}
