using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Model;

public sealed class SnapshotTests
{
    private static readonly CustomResourceSnapshot Snapshot = new() { ResourceType = "Test", Properties = [] };

    private static HealthReportSnapshot Report(HealthStatus? status) => new("check", status, null, null);

    [Fact]
    public void Only_a_running_resource_has_health()
    {
        Assert.Null((Snapshot with { State = KnownResourceStates.Starting }).HealthStatus);
        Assert.Equal(HealthStatus.Healthy, (Snapshot with { State = KnownResourceStates.Running }).HealthStatus);
    }

    [Fact]
    public void The_worst_report_counts_and_one_that_is_still_missing_is_the_worst()
    {
        var running = Snapshot with { State = KnownResourceStates.Running };

        Assert.Equal(HealthStatus.Degraded, running.WithHealthReports([Report(HealthStatus.Healthy), Report(HealthStatus.Degraded)]).HealthStatus);
        Assert.Equal(HealthStatus.Unhealthy, running.WithHealthReports([Report(HealthStatus.Healthy), Report(null)]).HealthStatus);
    }

    [Fact]
    public void Stopping_takes_the_health_away()
    {
        var running = (Snapshot with { State = KnownResourceStates.Running }).WithHealthReports([Report(HealthStatus.Healthy)]);

        Assert.Null((running with { State = KnownResourceStates.Exited }).HealthStatus);
    }
}
