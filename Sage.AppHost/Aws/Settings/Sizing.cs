namespace Sage.AppHost.Aws.Settings;

/// <summary>Every number that depends on the phase. docs/aws.md has the same table; a test compares them.</summary>
internal sealed record Sizing
{
    /// <summary>CPU units of a task: 1024 are one vCPU.</summary>
    public required int TaskCpu { get; init; }

    public required int TaskMemoryMiB { get; init; }

    public required int MinTasks { get; init; }

    public required int MaxTasks { get; init; }

    public required string DatabaseClass { get; init; }

    public required bool DatabaseMultiAz { get; init; }

    public required int DatabaseReplicas { get; init; }

    /// <summary>
    /// Set in the parameter group. Connections of a task times <see cref="MaxTasks"/> times two (a rolling deployment runs both
    /// generations) must stay below.
    /// </summary>
    public required int DatabaseMaxConnections { get; init; }

    public required string CacheNodeType { get; init; }

    public required int CacheNodes { get; init; }

    public required int NatGateways { get; init; }

    /// <summary>Passwords change by themselves every 30 days; before, by hand (docs/runbooks/rotate-secrets.md).</summary>
    public required bool RotateSecrets { get; init; }

    /// <summary>ARM processors: the same classes one letter further, and ARM64 images.</summary>
    public bool Graviton { get; init; }
}
