using Constructs;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>The cluster, its roles, and the jobs that run before services are replaced.</summary>
internal sealed class TasksStack : AwsStack
{
    public TasksStack(Construct scope, AwsPlan plan, NetworkStack network, DataStack data)
        : base(scope, plan, "tasks", "Cluster, roles and jobs")
    {
        _ = network;
        _ = data;
    }
}
