using Constructs;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>What runs and can be replaced at any time: load balancer, services, pages.</summary>
internal sealed class ApplicationStack : AwsStack
{
    public ApplicationStack(Construct scope, AwsPlan plan, NetworkStack network, AlertsStack alerts, DataStack data, TasksStack tasks)
        : base(scope, plan, "app", "Load balancer, services and pages")
    {
        _ = (network, alerts, data, tasks);
    }
}
