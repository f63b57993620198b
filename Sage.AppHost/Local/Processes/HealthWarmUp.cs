using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Sage.AppHost.Local;

/// <summary>
/// Runs a resource's own health checks at a short interval before it counts as running: Aspire's monitor would meet a
/// server that is not up yet, or dead pooled connections, and look again only after a second.
/// </summary>
internal static class HealthWarmUp
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static async Task RunAsync(IResource resource, IServiceProvider services, Func<bool> goOn, CancellationToken cancellationToken)
    {
        var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(a => a.Key).ToHashSet(StringComparer.Ordinal);
        var checks = services.GetRequiredService<HealthCheckService>();
        var time = TimeProvider.System;
        for (var start = time.GetTimestamp(); keys.Count > 0 && time.GetElapsedTime(start) < Limit && goOn(); await Task.Delay(Interval, time, cancellationToken))
        {
            if ((await checks.CheckHealthAsync(registration => keys.Contains(registration.Name), cancellationToken)).Status == HealthStatus.Healthy)
            {
                return;
            }
        }
    }
}
