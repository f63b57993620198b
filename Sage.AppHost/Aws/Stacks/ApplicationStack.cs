using Amazon.CDK.AWS.CertificateManager;
using Constructs;
using Sage.AppHost.Aws.Alerts.Dashboard;
using Sage.AppHost.Aws.Alerts.Watching;
using Sage.AppHost.Aws.Compute;
using Sage.AppHost.Aws.Edge;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>What runs and can be replaced at any time: load balancer, services, pages.</summary>
internal sealed class ApplicationStack : AwsStack
{
    public ApplicationStack(Construct scope, AwsPlan plan, NetworkStack network, AlertsStack alerts, DataStack data, TasksStack tasks)
        : base(scope, plan, "app", "Load balancer, services and pages")
    {
        var balancer = plan.External.Any() ? new LoadBalancer(this, plan, network, data, Certificate()) : null;
        var undo = balancer is null ? [] : LoadBalancerAlarms.Add(alerts.Alarms, this, balancer.Balancer.LoadBalancerFullName);

        foreach (var task in plan.LongRunning)
        {
            var definition = new FargateTask(this, new FargateTaskProps(plan, task, data, tasks.Roles, tasks.LogsOf(task)));
            var service = new ScaledService(this, plan, task, definition, network, tasks);
            ServiceAlarms.Add(alerts.Alarms, this, task, service.Service);
            if (balancer is not null && balancer.Targets.TryGetValue(task, out var targets))
            {
                service.Service.AttachToApplicationTargetGroup(targets);
                service.UndoOn(undo);
                TargetAlarms.Add(alerts.Alarms, this, task, balancer.Balancer.LoadBalancerFullName, targets.TargetGroupFullName, service.Service);
            }
        }

        NetworkAlarms.Add(alerts.Alarms, this, network.Vpc);
        _ = new PublicEdge(this, plan, data, balancer?.Balancer);
        // Last: it shows every alarm.
        _ = new OperationsDashboard(this, alerts.Alarms, balancer?.Balancer.LoadBalancerFullName, [.. balancer?.Targets.Values.Select(targets => targets.TargetGroupFullName) ?? []]);
        tasks.Roles.Explain();
    }

    private ICertificate? Certificate()
    {
        if (Plan.Settings.Domain is null)
        {
            return null;
        }

        return Plan.Settings.Certificates.LoadBalancer is { } arn
            ? Amazon.CDK.AWS.CertificateManager.Certificate.FromCertificateArn(this, "Certificate", arn)
            : new Certificate(this, "Certificate", new CertificateProps
            {
                DomainName = PublicEdge.ApiName(Plan)!,
                Validation = CertificateValidation.FromDns(Zones.Of(this, Plan.Settings)),
            });
    }
}
