using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Sage.ServiceDefaults.Health;

/// <summary>
/// How long a store has been down, over all probes. A short outage must not make the load balancer replace every task at once,
/// while prices and sessions in memory still serve; a long one must be seen.
/// </summary>
internal sealed class StoreOutage(TimeProvider time)
{
    public static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(5);

    // A blocking client must not hold up the probe: load balancers and orchestrators give it 5 s.
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private long? _downSince;
    private Task<HealthCheckResult>? _running;

    /// <summary>Joins the check that is under way, if any: checks of a store that hangs must not pile up.</summary>
    public async Task<HealthCheckResult> RunAsync(Func<CancellationToken, Task<HealthCheckResult>> check)
    {
        Task<HealthCheckResult> running;
        lock (_gate)
        {
            if (_running is null || _running.IsCompleted)
            {
                _running = Task.Run(() => CheckAsync(check));
            }

            running = _running;
        }

        try
        {
            return Judge(await running.WaitAsync(CheckTimeout, time));
        }
        catch (TimeoutException exception)
        {
            return Judge(HealthCheckResult.Unhealthy($"no answer within {CheckTimeout.TotalSeconds:0} s", exception));
        }
    }

    private async Task<HealthCheckResult> CheckAsync(Func<CancellationToken, Task<HealthCheckResult>> check)
    {
        using var timeout = new CancellationTokenSource(CheckTimeout, time);
        try
        {
            return await check(timeout.Token);
        }
#pragma warning disable CA1031 // A check that throws has answered the question.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return HealthCheckResult.Unhealthy("the check failed", exception);
        }
    }

    private HealthCheckResult Judge(HealthCheckResult result)
    {
        lock (_gate)
        {
            if (result.Status != HealthStatus.Unhealthy)
            {
                _downSince = null;
                return result;
            }

            _downSince ??= time.GetTimestamp();
            var down = time.GetElapsedTime(_downSince.Value);
            return down < Tolerated
                ? HealthCheckResult.Degraded($"down for {down.TotalSeconds:0} s, tolerated for {Tolerated.TotalMinutes:0} min: {result.Exception?.Message ?? result.Description}", data: result.Data)
                : result;
        }
    }
}
