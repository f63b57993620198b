using Amazon.CDK;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.ServiceDiscovery;
using Constructs;
using Sage.AppHost.Aws.Compute;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>
/// The cluster, its roles and log groups, and the jobs: they run with the new image before the services of the application stack are
/// replaced, so they cannot be in it.
/// </summary>
internal sealed class TasksStack : AwsStack
{
    private readonly Dictionary<PlannedTask, LogGroup> _logs = [];

    public TasksStack(Construct scope, AwsPlan plan, NetworkStack network, DataStack data)
        : base(scope, plan, "tasks", "Cluster, roles and jobs")
    {
        Cluster = new Cluster(this, "Cluster", new ClusterProps
        {
            ClusterName = plan.Names.Of(NameKind.Cluster, "cluster"),
            Vpc = network.Vpc,
            ContainerInsights = true,
            // A service may ask for FARGATE_SPOT (PublishAsFargateService).
            EnableFargateCapacityProviders = true,
        });
        if (plan.Services.Any(plan.IsCalledInside))
        {
            Namespace = new PrivateDnsNamespace(this, "Namespace", new PrivateDnsNamespaceProps
            {
                Name = plan.ServiceNamespace,
                Vpc = network.Vpc,
                Description = "Services that call each other",
            });
        }

        Roles = new TaskRoles(this, plan);
        data.AllowDecryption(Roles.Execution);
        foreach (var image in plan.Images)
        {
            data.Of(image).GrantPull(Roles.Execution);
        }

        foreach (var task in plan.Tasks)
        {
            // The execution role, which may write to them, is of this stack; the groups must be, too, or the stacks would need each other.
            _logs.Add(task, Logs(task));
            if (task.Kind != TaskKind.Job)
            {
                Roles.AllowTelemetry(_logs[task]);
            }
        }

        foreach (var job in plan.Jobs)
        {
            _ = new FargateTask(this, new FargateTaskProps(plan, job, data, Roles, _logs[job]));
        }

        foreach (var server in plan.Databases.Where(server => server.Further.Any()))
        {
            _ = new FurtherDatabases(this, plan, server, data, Roles);
        }

    }

    public Cluster Cluster { get; }

    public TaskRoles Roles { get; }

    /// <summary>The DNS zone of services that others call inside the network; null when there is none.</summary>
    public PrivateDnsNamespace? Namespace { get; }

    public ILogGroup LogsOf(PlannedTask task) => _logs[task];

    /// <summary><c>/ecs/sage-backend</c>.</summary>
    public static string LogGroupName(AwsPlan plan, PlannedTask task)
        => plan.Names.Claim(NameKind.LogGroup, $"/ecs/{plan.Names.Of(NameKind.Other, task.Resource.Name)}", task.Resource.Name);

    private LogGroup Logs(PlannedTask task) => new(this, AwsNames.Id($"{task.Resource.Name}-logs"), new LogGroupProps
    {
        LogGroupName = LogGroupName(Plan, task),
        Retention = RetentionDays.ONE_MONTH,
        RemovalPolicy = RemovalPolicy.DESTROY,
    });
}
