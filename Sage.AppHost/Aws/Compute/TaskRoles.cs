using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Compute;

/// <summary>
/// What ECS may do to start a task (pull, logs, secrets), and what the task itself may do (telemetry). One pair for all: only the agent
/// ever has the first, and nothing of the second differs between tasks. A task that may do more gets a role of its own by
/// <c>PublishAsFargateService(taskProps: …)</c>.
/// </summary>
internal sealed class TaskRoles : Construct
{
    private const string Tasks = "ecs-tasks.amazonaws.com";

    public TaskRoles(Construct scope, AwsPlan plan)
        : base(scope, "Roles")
    {
        Execution = new Role(this, "Execution", new RoleProps
        {
            RoleName = plan.Names.Of(NameKind.Role, "ecs-execution-role"),
            AssumedBy = new ServicePrincipal(Tasks),
            Description = "ECS: pulls images, writes logs, reads the secrets of tasks",
        });
        Task = new Role(this, "Task", new RoleProps
        {
            RoleName = plan.Names.Of(NameKind.Role, "ecs-task-role"),
            AssumedBy = new ServicePrincipal(Tasks),
            Description = "Tasks: send traces, metrics and logs",
        });
        Task.AddToPolicy(Traces());
    }

    public Role Execution { get; }

    public Role Task { get; }

    /// <summary>Lets the collector write logs and metrics to a group: metrics arrive as log lines in the embedded metric format.</summary>
    public void AllowTelemetry(ILogGroup group) => Task.AddToPolicy(Logs(group));

    /// <summary>All of it, for a role that is not <see cref="Task"/>.</summary>
    public static void AllowTelemetry(IRole role, ILogGroup group)
    {
        role.AddToPrincipalPolicy(Traces());
        role.AddToPrincipalPolicy(Logs(group));
    }

    private static PolicyStatement Logs(ILogGroup group) => new(new PolicyStatementProps
    {
        Actions = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resources = [group.LogGroupArn],
    });

    // X-Ray has no resources to name: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
    private static PolicyStatement Traces() => new(new PolicyStatementProps { Actions = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resources = ["*"] });

    /// <summary>To be called when nothing more is granted.</summary>
    public void Explain()
    {
        Nag.Accept(Execution, "AwsSolutions-IAM5", "ecr:GetAuthorizationToken has no resource to name; everything else is granted on single repositories, log groups and secrets.");
        Nag.Accept(Task, "AwsSolutions-IAM5", "X-Ray has no resources to name, and the log streams of a log group have names that AWS chooses.");
    }
}
