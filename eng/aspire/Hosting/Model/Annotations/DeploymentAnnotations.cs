using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource becomes where it is deployed.</summary>
[DebuggerDisplay("Deployed as {DeploymentTarget.Name,nq}")]
public sealed class DeploymentTargetAnnotation(IResource target) : IResourceAnnotation
{
    /// <summary>The resource there.</summary>
    public IResource DeploymentTarget { get; set; } = target;

    /// <summary>Where its image goes.</summary>
    public IContainerRegistry? ContainerRegistry { get; set; }

    /// <summary>Where it runs.</summary>
    public IComputeEnvironmentResource? ComputeEnvironment { get; set; }
}

/// <summary>Where the resource was told to run.</summary>
internal sealed class ComputeEnvironmentAnnotation(IComputeEnvironmentResource computeEnvironment) : IResourceAnnotation
{
    public IComputeEnvironmentResource ComputeEnvironment { get; } = computeEnvironment;
}

/// <summary>A registry for container images.</summary>
public interface IContainerRegistry
{
    /// <summary>The registry's name.</summary>
    ReferenceExpression Name { get; }

    /// <summary>The registry's host.</summary>
    ReferenceExpression Endpoint { get; }

    /// <summary>The repository in it.</summary>
    ReferenceExpression? Repository => null;
}

/// <summary>The published resource does not trust X-Forwarded headers.</summary>
public sealed class DisableForwardedHeadersAnnotation : IResourceAnnotation
{
}
