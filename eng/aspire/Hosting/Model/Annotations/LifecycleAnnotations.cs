using System.Collections.Immutable;
using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A health check that speaks for the resource.</summary>
[DebuggerDisplay("Health check {Key,nq}")]
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    /// <summary>The name under which the check is registered.</summary>
    public string Key => key;
}

/// <summary>The resource starts when a person starts it.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation
{
}

/// <summary>How many instances run.</summary>
public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    /// <summary>The number.</summary>
    public int Replicas { get; } = replicas;
}

/// <summary>Whether endpoints may have a proxy.</summary>
public sealed class ProxySupportAnnotation : IResourceAnnotation
{
    /// <summary>They may.</summary>
    public required bool ProxyEnabled { get; set; }
}

/// <summary>When a resource is hidden.</summary>
public enum HiddenBehavior
{
    /// <summary>Always.</summary>
    Always,

    /// <summary>Once it has done its work.</summary>
    OnCompletion,
}

/// <summary>Hides a resource from lists.</summary>
public sealed class HiddenAnnotation(HiddenBehavior behavior) : IResourceAnnotation
{
    /// <summary>When it is hidden.</summary>
    public HiddenBehavior Behavior { get; } = behavior;

    /// <summary>The exit codes that mean success.</summary>
    public IReadOnlyList<int> SuccessfulExitCodes { get; init; } = [0];
}

/// <summary>How long something lives.</summary>
public enum Lifetime
{
    /// <summary>As long as the application.</summary>
    Session,

    /// <summary>Longer than the application.</summary>
    Persistent,
}

/// <summary>The resource stands for another one that runs on this machine only.</summary>
public sealed class EmulatorResourceAnnotation : IResourceAnnotation
{
}

/// <summary>The resource gets no start, stop and restart commands.</summary>
internal sealed class ExcludeLifecycleCommandsAnnotation : IResourceAnnotation;

/// <summary>The resource is not shown to AI assistants.</summary>
internal sealed class ExcludeFromMcpAnnotation : IResourceAnnotation;

/// <summary>The instances of a resource on the engine.</summary>
internal sealed class DcpInstancesAnnotation(ImmutableArray<DcpInstance> instances) : IResourceAnnotation
{
    public ImmutableArray<DcpInstance> Instances { get; } = instances;
}

/// <summary>One instance: its unique name, the random end of the name, its number from 0.</summary>
internal sealed record DcpInstance(string Name, string Suffix, int Index);
