namespace Aspire.Hosting.ApplicationModel;

/// <summary>The ports of an endpoint as a publisher has to use them.</summary>
public sealed class ResolvedEndpoint
{
    /// <summary>The endpoint.</summary>
    public required EndpointAnnotation Endpoint { get; init; }

    /// <summary>The port the resource listens on.</summary>
    public ResolvedPort TargetPort { get; init; }

    /// <summary>The port clients use.</summary>
    public ResolvedPort ExposedPort { get; init; }
}

/// <summary>A port and where it comes from.</summary>
public readonly struct ResolvedPort
{
    /// <summary>The port, or null when the platform chooses.</summary>
    public int? Value { get; init; }

    /// <summary>The port was chosen by a port allocator.</summary>
    public bool IsAllocated { get; init; }

    /// <summary>The port follows from another one.</summary>
    public bool IsImplicit { get; init; }

    /// <summary>A port that was given.</summary>
    public static ResolvedPort Explicit(int port) => new() { Value = port };

    /// <summary>A port that was chosen.</summary>
    public static ResolvedPort Allocated(int port) => new() { Value = port, IsAllocated = true };

    /// <summary>A port that follows from another one.</summary>
    public static ResolvedPort Implicit(int port) => new() { Value = port, IsImplicit = true };

    /// <summary>No port.</summary>
    public static ResolvedPort None() => default;

    /// <summary>The port.</summary>
    public static implicit operator int?(ResolvedPort resolvedPort) => resolvedPort.Value;
}

/// <summary>Chooses ports.</summary>
public interface IPortAllocator
{
    /// <summary>A port that was not marked as used.</summary>
    int AllocatePort();

    /// <summary>Marks a port as used.</summary>
    void AddUsedPort(int port);
}

/// <summary>Chooses the next free port from a start upwards.</summary>
public sealed class PortAllocator(int startPort = 8000) : IPortAllocator
{
    private readonly HashSet<int> _used = [];
    private int _next = startPort;

    /// <inheritdoc/>
    public int AllocatePort()
    {
        while (_used.Contains(_next))
        {
            _next++;
        }

        return _next;
    }

    /// <inheritdoc/>
    public void AddUsedPort(int port) => _used.Add(port);
}
