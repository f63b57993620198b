using System.Collections.Concurrent;
using Sage.Simulator.Exchanges;

namespace Sage.Simulator.Control;

/// <summary>The recordings that play now, one per exchange at most. A reset ends them.</summary>
internal sealed class Replays(TimeProvider time, IHostApplicationLifetime lifetime)
{
    private readonly ConcurrentDictionary<Exchange, int> _playing = new();

    public bool Start(Exchange exchange, Recording recording, double speed)
    {
        if (exchange.Faults.IsReplaying)
        {
            return false;
        }

        // A second more, so that a busy machine does not cut off the end.
        exchange.Faults.Replay(recording.Length / speed + TimeSpan.FromSeconds(1));
        var number = _playing.AddOrUpdate(exchange, 1, (_, last) => last + 1);
        _ = PlayAsync(exchange, recording, speed, number, lifetime.ApplicationStopping);
        return true;
    }

    private async Task PlayAsync(Exchange exchange, Recording recording, double speed, int number, CancellationToken stopping)
    {
        var start = time.GetTimestamp();
        foreach (var (at, frame) in recording.Frames)
        {
            var wait = at / speed - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            // Ended by a reset, after which another one may have begun.
            if (stopping.IsCancellationRequested || !exchange.Faults.IsReplaying || _playing[exchange] != number)
            {
                return;
            }

            exchange.Inject(frame);
        }

        exchange.Faults.Replay(TimeSpan.Zero);
    }
}
