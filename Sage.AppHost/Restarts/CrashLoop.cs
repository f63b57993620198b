using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Sage.AppHost.Restarts;

/// <summary>
/// Tells the crashes of one instance from its other ends. A crash is an end that nobody asked for, with an error, of
/// what has been healthy in this run: what never was has a mistake in its settings or its code, and would have it again.
/// </summary>
internal sealed class CrashLoop(RestartPolicy policy, TimeProvider time, Func<double> jitter)
{
    private long? _healthySince;
    private bool _wasHealthy;
    private bool _isRunning;
    private bool _isStopping;
    private int _restarts;

    /// <summary>Takes each state in order and answers to those that are a crash.</summary>
    public Crash? Observe(CustomResourceSnapshot snapshot)
    {
        var state = snapshot.State?.Text;
        if (state == KnownResourceStates.Running)
        {
            if (_isStopping)
            {
                return null; // An older state: the engine's store may bring it back for a moment.
            }

            _isRunning = true;
            var isHealthy = snapshot.HealthStatus is HealthStatus.Healthy;
            _wasHealthy |= isHealthy;
            _healthySince = isHealthy ? _healthySince ?? time.GetTimestamp() : null;
            return null;
        }

        // "Stopping" comes first when somebody asked for the end.
        _isStopping = state == KnownResourceStates.Stopping;
        var hasCrashed = _isRunning && _wasHealthy && KnownResourceStates.TerminalStates.Contains(state, StringComparer.Ordinal) && snapshot.ExitCode is not 0;
        _isRunning &= string.IsNullOrEmpty(state);
        return hasCrashed ? Count(snapshot.ExitCode) : null;
    }

    private Crash Count(int? exitCode)
    {
        if (_healthySince is { } since && time.GetElapsedTime(since) >= policy.ResetAfter)
        {
            _restarts = 0;
        }

        _healthySince = null;
        if (_restarts == policy.MaxRestarts)
        {
            _restarts = 0;
            return new Crash(exitCode, policy.MaxRestarts, RestartAfter: null);
        }

        _restarts++;
        return new Crash(exitCode, _restarts, policy.Delay(_restarts, jitter()));
    }
}

/// <param name="ExitCode">Null when the engine does not know it.</param>
/// <param name="Restart">Which one this is, or how many there have been.</param>
/// <param name="RestartAfter">Null to give up.</param>
internal sealed record Crash(int? ExitCode, int Restart, TimeSpan? RestartAfter);
