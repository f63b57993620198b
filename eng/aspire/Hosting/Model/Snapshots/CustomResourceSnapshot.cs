using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state of a resource at one moment.</summary>
public sealed record CustomResourceSnapshot
{
    private readonly ResourceStateSnapshot? _state;
    private readonly ImmutableArray<HealthReportSnapshot> _healthReports = [];

    /// <summary>The type shown for the resource.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The properties shown for the resource.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>When the resource was created.</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When the resource started.</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When the resource stopped.</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>What the resource does.</summary>
    public ResourceStateSnapshot? State
    {
        get => _state;
        init
        {
            _state = value;
            HealthStatus = ComputeHealthStatus(_healthReports, value?.Text);
        }
    }

    /// <summary>The exit code of a process that has ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The worst of the health reports; without any, a running resource is healthy.</summary>
    public HealthStatus? HealthStatus { get; private set; }

    /// <summary>What the health checks said.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports
    {
        get => _healthReports;
        internal init
        {
            _healthReports = value;
            HealthStatus = ComputeHealthStatus(value, State?.Text);
        }
    }

    /// <summary>The environment variables.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>The URLs.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>The mounts of a container.</summary>
    public ImmutableArray<VolumeSnapshot> Volumes { get; init; } = [];

    /// <summary>The commands.</summary>
    public ImmutableArray<ResourceCommandSnapshot> Commands { get; init; } = [];

    /// <summary>The relations to other resources.</summary>
    public ImmutableArray<RelationshipSnapshot> Relationships { get; init; } = [];

    /// <summary>The resource is left out of lists.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The icon's name.</summary>
    public string? IconName { get; init; }

    /// <summary>Outline or filled.</summary>
    public IconVariant? IconVariant { get; init; }

    /// <summary>Counts the changes.</summary>
    internal long Version { get; init; }

    /// <summary>Set when the resource has become ready; ends when the handlers of that event have.</summary>
    internal EventSnapshot? ResourceReadyEvent { get; init; }

    internal bool SupportsDetailedTelemetry { get; init; }

    // A check that has not run yet has no status and counts as the worst.
    internal static HealthStatus? ComputeHealthStatus(ImmutableArray<HealthReportSnapshot> healthReports, string? state)
        => state != KnownResourceStates.Running ? null
            : healthReports.IsDefaultOrEmpty ? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
            : healthReports.Min(report => report.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy);
}

/// <summary>Changes a snapshot.</summary>
public static class CustomResourceSnapshotExtensions
{
    /// <summary>A copy with these health reports.</summary>
    public static CustomResourceSnapshot WithHealthReports(this CustomResourceSnapshot snapshot, ImmutableArray<HealthReportSnapshot> healthReports)
        => snapshot with { HealthReports = healthReports };
}

/// <summary>The state a resource begins with.</summary>
public class ResourceSnapshotAnnotation(CustomResourceSnapshot initialSnapshot) : IResourceAnnotation
{
    /// <summary>The state.</summary>
    public CustomResourceSnapshot InitialSnapshot { get; } = initialSnapshot ?? throw new ArgumentNullException(nameof(initialSnapshot));
}
