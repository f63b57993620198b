using Amazon.CDK.AWS.ECS;

namespace Sage.AppHost.Aws.Customization;

/// <summary>What a project says about its life on Fargate; whatever it leaves out comes from the phase.</summary>
internal sealed class FargateSettings : IResourceAnnotation
{
    /// <summary>CPU units; 1024 are one vCPU.</summary>
    public int? Cpu { get; set; }

    public int? MemoryMiB { get; set; }

    public int? MinTasks { get; set; }

    public int? MaxTasks { get; set; }

    /// <summary>Runs to its end before the services are replaced. A resource that another one waits for the completion of does so anyway.</summary>
    public bool RunsToCompletion { get; set; }

    /// <summary>Path patterns of the load balancer, such as <c>/api/*</c>.</summary>
    public IReadOnlyList<string>? Paths { get; set; }

    /// <summary>Answers 200 when the service is well; the path of the resource's HTTP probe, or <c>/health</c>.</summary>
    public string? HealthPath { get; set; }

    /// <summary>What the container runs to check itself; the program with <c>--healthcheck</c> unless said otherwise.</summary>
    public IReadOnlyList<string>? HealthCommand { get; set; }

    internal Action<FargateServiceProps>? ServiceProps { get; set; }

    internal Action<FargateService>? Service { get; set; }

    internal Action<FargateTaskDefinitionProps>? TaskProps { get; set; }

    internal Action<FargateTaskDefinition>? Task { get; set; }
}
