using Amazon.CDK;
using Amazon.CDK.AWS.ApplicationAutoScaling;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.ServiceDiscovery;
using Constructs;
using Sage.AppHost.Aws.Customization;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Compute;

/// <summary>A service or worker that is always there, with its scaling. Changing its id starts a second one beside it, which fails on the name.</summary>
internal sealed class ScaledService : Construct
{
    private const double ScaleInSeconds = 300;
    private const double ScaleOutSeconds = 60;
    private const double TargetCpuPercent = 70;

    public ScaledService(Construct scope, AwsPlan plan, PlannedTask task, FargateTask definition, NetworkStack network, TasksStack tasks)
        : base(scope, AwsNames.Id(task.Resource.Name))
    {
        // Groups and rules are the network stack's; the copy cannot be changed, so nothing adds another edge.
        var group = SecurityGroup.FromSecurityGroupId(this, "Group", network.SecurityGroups.Of(task.Image).SecurityGroupId, new SecurityGroupImportOptions { Mutable = false });
        var props = new FargateServiceProps
        {
            ServiceName = task.Name,
            Cluster = tasks.Cluster,
            TaskDefinition = definition.Definition,
            PlatformVersion = FargatePlatformVersion.VERSION1_4,
            VpcSubnets = network.Private,
            SecurityGroups = [group],
            AssignPublicIp = false,
            // No desired count: the scaling has it, and a later deployment must not take it back.
            MinHealthyPercent = 100,
            MaxHealthyPercent = 200,
            CircuitBreaker = new DeploymentCircuitBreaker { Enable = true, Rollback = true },
            HealthCheckGracePeriod = task.IsExternal ? Duration.Seconds(60) : null,
            EnableECSManagedTags = true,
            PropagateTags = PropagatedTagSource.SERVICE,
            CloudMapOptions = tasks.Namespace is { } privateZone && plan.IsCalledInside(task) ? new CloudMapOptions
            {
                Name = task.Resource.Name,
                CloudMapNamespace = privateZone,
                DnsRecordType = DnsRecordType.A,
                DnsTtl = Duration.Seconds(10),
            } : null,
        };
        task.Settings.ServiceProps?.Invoke(props);
        FixedValue.Check(task.Resource, nameof(props.ServiceName), props.ServiceName, task.Name);
        Service = new FargateService(this, "Service", props);
        Scale(plan, task);
        task.Settings.Service?.Invoke(Service);
    }

    public FargateService Service { get; }

    /// <summary>A deployment during which one of these alarms rings is undone.</summary>
    public void UndoOn(IReadOnlyList<CfnAlarm> alarms)
    {
        Service.EnableDeploymentAlarms([.. alarms.Select(alarm => alarm.AlarmName!)], new DeploymentAlarmOptions { Behavior = AlarmBehavior.ROLLBACK_ON_ALARM });
        // By name ECS finds them only once they are there.
        Service.Node.AddDependency([.. alarms]);
    }

    private void Scale(AwsPlan plan, PlannedTask task)
    {
        var scaling = Service.AutoScaleTaskCount(new EnableScalingProps
        {
            MinCapacity = task.MinTasks,
            MaxCapacity = task.MaxTasks,
        });
        scaling.ScaleOnCpuUtilization("Cpu", new CpuUtilizationScalingProps
        {
            PolicyName = plan.Names.Of(NameKind.Other, $"{task.Resource.Name}-cpu-scaling"),
            TargetUtilizationPercent = TargetCpuPercent,
            ScaleInCooldown = Duration.Seconds(ScaleInSeconds),
            ScaleOutCooldown = Duration.Seconds(ScaleOutSeconds),
        });
    }
}
