using System.Collections.Concurrent;
using Sage.Simulator.Exchanges;

namespace Sage.Simulator.Control;

/// <summary>The recordings that play now, one per exchange at most. A reset ends them.</summary>
internal sealed class Replays(TimeProvider time, IHostApplicationLifetime lifetime)
{
    private readonly ConcurrentDictionary<Exchange, Task> _playing = new();

    public bool Start(Exchange exchange, Recording recording, double speed)
    {
        if (_playing.TryGetValue(exchange, out var playing) && !playing.IsCompleted)
        {
            return false;
        }

        // A second more, so that the end does not cut off the last frame's companions.
        exchange.Faults.Replay(recording.Length / speed + TimeSpan.FromSeconds(1));
        _playing[exchange] = PlayAsync(exchange, recording, speed, lifetime.ApplicationStopping);
        return true;
    }

    private async Task PlayAsync(Exchange exchange, Recording recording, double speed, CancellationToken stopping)
    {
        var start = time.GetTimestamp();
        foreach (var (at, frame) in recording.Frames)
        {
            var wait = at / speed - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (stopping.IsCancellationRequested || !exchange.Faults.IsReplaying)
            {
                break;
            }

            exchange.Inject(frame);
        }

        exchange.Faults.Replay(TimeSpan.Zero);
    }
}
