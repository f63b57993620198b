using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Sage.ServiceDefaults.Health;

/// <summary>A store's own check, with a bounded time and with <see cref="StoreOutage"/>'s patience.</summary>
internal sealed class StoreHealthCheck(IHealthCheck inner, StoreOutage outage) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        outage.RunAsync(timeout => inner.CheckHealthAsync(context, timeout));
}
