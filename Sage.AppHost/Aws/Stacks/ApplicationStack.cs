using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.CloudWatch;
using Constructs;
using Sage.AppHost.Aws.Alerts.Watching;
using Sage.AppHost.Aws.Compute;
using Sage.AppHost.Aws.Edge;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Sites;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>What runs and can be replaced at any time: load balancer, services, pages.</summary>
internal sealed class ApplicationStack : AwsStack
{
    public ApplicationStack(Construct scope, AwsPlan plan, NetworkStack network, AlertsStack alerts, DataStack data, TasksStack tasks)
        : base(scope, plan, "app", "Load balancer, services and pages")
    {
        var balancer = plan.External.Any() ? new LoadBalancer(this, plan, network, data, Certificate()) : null;
        var records = new DnsRecords(this, plan);
        IReadOnlyList<CfnAlarm> undo = [];
        if (balancer is not null)
        {
            _ = new RegionalFirewall(this, plan, balancer.Balancer.LoadBalancerArn);
            undo = LoadBalancerAlarms.Add(alerts.Alarms, this, balancer.Balancer.LoadBalancerFullName);
            if (plan.Settings.Domain is { } domain)
            {
                records.Point($"api.{domain}", balancer.Balancer);
            }
        }

        foreach (var task in plan.LongRunning)
        {
            var definition = new FargateTask(this, new FargateTaskProps(plan, task, data, tasks.Roles, tasks.LogsOf(task)));
            var service = new ScaledService(this, plan, task, definition, network, tasks);
            ServiceAlarms.Add(alerts.Alarms, this, task);
            if (balancer is not null && balancer.Targets.TryGetValue(task, out var targets))
            {
                service.Service.AttachToApplicationTargetGroup(targets);
                service.UndoOn(undo);
                TargetAlarms.Add(alerts.Alarms, this, task, balancer.Balancer.LoadBalancerFullName, targets.TargetGroupFullName);
            }
        }

        NetworkAlarms.Add(alerts.Alarms, this, network.Vpc);
        CreateSites(data, balancer, records);
        tasks.Roles.Explain();
    }

    private void CreateSites(DataStack data, LoadBalancer? balancer, DnsRecords records)
    {
        if (Plan.Sites.Count == 0)
        {
            return;
        }

        var edge = new EdgeParameters(this, Plan);
        foreach (var site in Plan.Sites)
        {
            var page = new StaticSite(this, Plan, site, new StaticSiteProps
            {
                Bucket = data.Of(site),
                Logs = data.Logs,
                WebAclArn = edge.WebAclArn,
                Certificate = edge.CertificateOf(site),
                Api = balancer is null || site.Apis.Count == 0 ? null
                    : Plan.Settings.Domain is { } domain ? new ApiOrigin($"api.{domain}", IsTls: true)
                    : new ApiOrigin(balancer.Balancer.LoadBalancerDnsName, IsTls: false),
            });
            records.Point(site, page.Distribution);
        }
    }

    private ICertificate? Certificate()
    {
        if (Plan.Settings.Domain is not { } domain)
        {
            return null;
        }

        return Plan.Settings.Certificates.LoadBalancer is { } arn
            ? Amazon.CDK.AWS.CertificateManager.Certificate.FromCertificateArn(this, "Certificate", arn)
            : new Certificate(this, "Certificate", new CertificateProps
            {
                DomainName = $"api.{domain}",
                Validation = CertificateValidation.FromDns(Zones.Of(this, Plan.Settings)),
            });
    }
}
