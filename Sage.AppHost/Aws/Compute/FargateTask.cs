using System.Globalization;
using Amazon.CDK;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Sage.AppHost.Aws.Customization;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Compute;

/// <summary>What the containers of a task share.</summary>
internal sealed record FargateTaskProps(AwsPlan Plan, PlannedTask Task, DataStack Data, TaskRoles Roles, ILogGroup Logs);

/// <summary>
/// A task definition: the program, read-only and not as root, with a writable /tmp of its own; the telemetry collector beside it unless it
/// is a job.
/// </summary>
internal sealed class FargateTask : Construct
{
    private const string TemporaryVolume = "tmp";
    private const string TemporaryPath = "/tmp";
    public const string PermissionsContainer = "tmp-permissions";

    // Longer than the load balancer takes to let go of it (30 s), and than the program may: an answer that is being streamed is ended well.
    private const int StopSeconds = 60;
    private const int ShutdownSeconds = 50;

    // Behind the program and the one that prepares /tmp.
    private const int CollectorIndex = 2;

    private readonly FargateTaskProps _props;

    public FargateTask(Construct scope, FargateTaskProps props)
        : base(scope, AwsNames.Id($"{props.Task.Resource.Name}-task"))
    {
        _props = props;
        var (plan, task) = (props.Plan, props.Task);
        var family = plan.Names.Of(NameKind.TaskFamily, task.Resource.Name);
        var platform = new RuntimePlatform
        {
            CpuArchitecture = plan.Settings.Sizing.Graviton ? CpuArchitecture.ARM64 : CpuArchitecture.X86_64,
            OperatingSystemFamily = OperatingSystemFamily.LINUX,
        };
        var definition = new FargateTaskDefinitionProps
        {
            Family = family,
            Cpu = task.Settings.Cpu ?? plan.Settings.Sizing.TaskCpu,
            MemoryLimitMiB = task.Settings.MemoryMiB ?? plan.Settings.Sizing.TaskMemoryMiB,
            ExecutionRole = props.Roles.Execution,
            TaskRole = props.Roles.Task,
            RuntimePlatform = platform,
            Volumes = [new Amazon.CDK.AWS.ECS.Volume { Name = TemporaryVolume }],
        };
        task.Settings.TaskProps?.Invoke(definition);
        FixedValue.Check(task.Resource, nameof(definition.Family), definition.Family, family);
        if (!ReferenceEquals(definition.RuntimePlatform, platform))
        {
            throw new DistributedApplicationException($"RuntimePlatform of '{task.Resource.Name}' cannot be changed: its image is built for one processor, which Aws:Graviton says.");
        }

        Definition = new FargateTaskDefinition(this, "Definition", definition);
        if (task.Kind != TaskKind.Job && !ReferenceEquals(definition.TaskRole, props.Roles.Task))
        {
            // A role of its own; the collector beside it sends what it always sends.
            TaskRoles.AllowTelemetry(Definition.TaskRole, props.Logs);
        }

        var program = Definition.AddContainer("Program", Program());
        program.AddMountPoints(new MountPoint { ContainerPath = TemporaryPath, SourceVolume = TemporaryVolume, ReadOnly = false });
        program.AddContainerDependencies(new ContainerDependency { Container = Permissions(), Condition = ContainerDependencyCondition.SUCCESS });
        if (task.Kind != TaskKind.Job)
        {
            Definition.AddContainer("Collector", TelemetryCollector.Options(plan, TasksStack.LogGroupName(plan, task), Logging("collector")));
            RestartCollector();
        }

        Nag.Accept(Definition, "AwsSolutions-ECS2", "These variables are settings. Values that are or contain a secret come from Secrets Manager.");
        task.Settings.Task?.Invoke(Definition);
    }

    public FargateTaskDefinition Definition { get; }

    private ContainerDefinitionOptions Program()
    {
        var (plan, task) = (_props.Plan, _props.Task);
        var values = task.Environment.ToLookup(variable => variable.Value.HasSecret);
        return new ContainerDefinitionOptions
        {
            ContainerName = task.Resource.Name,
            Image = ContainerImage.FromRegistry(Fn.Join("@", [_props.Data.Of(task.Image).RepositoryUri, ImageDigests.Of(Stack.Of(this), task.Image)])),
            Essential = true,
            // The image's own user; said here, too, as a task definition is what an auditor reads.
            User = "1654",
            ReadonlyRootFilesystem = true,
            Command = task.Arguments.Count > 0 ? [.. task.Arguments.Select(Text)] : null,
            Environment = Environment(values[false]),
            Secrets = values[true].OrderBy(variable => variable.Key, StringComparer.Ordinal).ToDictionary(variable => variable.Key, variable => Secret(variable.Value.WholeSecret!)),
            PortMappings = task.Port is { } port ? [new PortMapping { ContainerPort = port, Name = task.Resource.Name.ToLowerInvariant() }] : null,
            HealthCheck = HealthCheck(),
            StopTimeout = Duration.Seconds(StopSeconds),
            Logging = Logging("ecs"),
        };
    }

    private Dictionary<string, string> Environment(IEnumerable<KeyValuePair<string, AwsValue>> variables)
    {
        var (plan, task) = (_props.Plan, _props.Task);
        var all = task.Kind == TaskKind.Job ? [] : TelemetryCollector.Variables(plan, task);
        all["DOTNET_ENVIRONMENT"] = plan.Settings.Stage.ToString();
        // No pipe or file for debuggers: the root file system is read-only.
        all["DOTNET_EnableDiagnostics"] = "0";
        // Of the generic host (HostOptions): without it 30 s.
        all["DOTNET_SHUTDOWNTIMEOUTSECONDS"] = ShutdownSeconds.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in variables)
        {
            all[name] = Text(value);
        }

        return all.OrderBy(variable => variable.Key, StringComparer.Ordinal).ToDictionary();
    }

    private HealthCheck? HealthCheck() => _props.Task is not { Kind: TaskKind.Service, Settings.HealthArguments: { } arguments } ? null : new HealthCheck
    {
        Command = ["CMD", "dotnet", _props.Task.Image.EntryAssembly, .. arguments],
        Interval = Duration.Seconds(30),
        Timeout = Duration.Seconds(5),
        Retries = 3,
        StartPeriod = Duration.Seconds(60),
    };

    // Fargate mounts a volume with owner root and mode 0755, and the image's own /tmp is hidden by it:
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
    private ContainerDefinition Permissions()
    {
        var permissions = Definition.AddContainer("Permissions", new ContainerDefinitionOptions
        {
            ContainerName = PermissionsContainer,
            Image = ContainerImage.FromRegistry("public.ecr.aws/docker/library/busybox:1.37.0"),
            Essential = false,
            Command = ["chmod", "1777", TemporaryPath],
            ReadonlyRootFilesystem = true,
            Logging = Logging(PermissionsContainer),
        });
        permissions.AddMountPoints(new MountPoint { ContainerPath = TemporaryPath, SourceVolume = TemporaryVolume, ReadOnly = false });
        return permissions;
    }

    private Amazon.CDK.AWS.ECS.Secret Secret(SecretPart part) => Amazon.CDK.AWS.ECS.Secret.FromSecretsManager(_props.Data.Of(part.Secret), part.Field);

    // It is not essential, so nobody else would. The CDK that our feed has does not know the property
    // (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-restart-policy.html).
    private void RestartCollector() => ((CfnTaskDefinition)Definition.Node.DefaultChild!).AddPropertyOverride(
        $"ContainerDefinitions.{CollectorIndex}.RestartPolicy", new Dictionary<string, object> { ["Enabled"] = true });

    private string Text(AwsValue value) => RenderedValue.Of(value, _props.Data);

    private LogDriver Logging(string prefix) => LogDriver.AwsLogs(new AwsLogDriverProps { LogGroup = _props.Logs, StreamPrefix = prefix });
}
