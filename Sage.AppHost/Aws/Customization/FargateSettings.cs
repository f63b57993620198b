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

    /// <summary>
    /// Arguments with which the program asks its own running instance and ends with 0 when that is well, such as <c>--healthcheck</c>. Without
    /// them only the load balancer checks: a program that does not know the argument would start once more, fail, and be called unhealthy.
    /// </summary>
    public IReadOnlyList<string>? HealthArguments { get; set; }

    internal Action<FargateServiceProps>? ServiceProps { get; set; }

    internal Action<FargateService>? Service { get; set; }

    internal Action<FargateTaskDefinitionProps>? TaskProps { get; set; }

    internal Action<FargateTaskDefinition>? Task { get; set; }
}
