using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource starts only when another one is there.</summary>
[DebuggerDisplay("Wait for {Resource.Name,nq}: {WaitType}")]
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    /// <summary>The other resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>What it has to reach.</summary>
    public WaitType WaitType { get; } = waitType;

    /// <summary>What happens when it cannot get there, or null for the application's rule.</summary>
    public WaitBehavior? WaitBehavior { get; init; }

    /// <summary>The exit code that means success.</summary>
    public int ExitCode { get; } = exitCode;
}

/// <summary>What a resource is waited for.</summary>
public enum WaitType
{
    /// <summary>It runs and is healthy.</summary>
    WaitUntilHealthy,

    /// <summary>It has done its work.</summary>
    WaitForCompletion,

    /// <summary>It runs.</summary>
    WaitUntilStarted,
}

/// <summary>What a waiting resource does when the other cannot start.</summary>
public enum WaitBehavior
{
    /// <summary>Goes on waiting.</summary>
    WaitOnResourceUnavailable,

    /// <summary>Fails.</summary>
    StopOnResourceUnavailable,
}
