using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The logs of all replicas of a resource as one.</summary>
internal static class LogMerge
{
    public static IAsyncEnumerable<IReadOnlyList<LogLine>> Merge(IAsyncEnumerable<IReadOnlyList<LogLine>>[] sources)
        => sources is [var only] ? only : MergeAsync(sources);

    private static async IAsyncEnumerable<IReadOnlyList<LogLine>> MergeAsync(IAsyncEnumerable<IReadOnlyList<LogLine>>[] sources, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Each source already drops what its reader does not take in time.
        var channel = Channel.CreateBounded<IReadOnlyList<LogLine>>(sources.Length);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pumps = PumpAllAsync(sources, channel.Writer, ended.Token);
        try
        {
            await foreach (var lines in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return lines;
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await pumps.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task PumpAllAsync(IAsyncEnumerable<IReadOnlyList<LogLine>>[] sources, ChannelWriter<IReadOnlyList<LogLine>> writer, CancellationToken cancellationToken)
    {
        await Task.WhenAll(sources.Select(source => PumpAsync(source, writer, cancellationToken))).ConfigureAwait(false);
        writer.TryComplete();
    }

    private static async Task PumpAsync(IAsyncEnumerable<IReadOnlyList<LogLine>> source, ChannelWriter<IReadOnlyList<LogLine>> writer, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var lines in source.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await writer.WriteAsync(lines, cancellationToken).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // The reader of the channel throws the first one.
        catch (Exception e)
#pragma warning restore CA1031
        {
            // At once: the other sources may go on for as long as the application runs.
            writer.TryComplete(e);
        }
    }
}
