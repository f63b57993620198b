using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Cli.Messages;

namespace Aspire.Hosting.Cli;

/// <summary>The console logs of one resource or of all, for <c>aspire logs</c>.</summary>
internal sealed partial class ConsoleLogs(DistributedApplicationModel model, ResourceNotificationService notifications, ResourceLoggerService loggers)
{
    /// <summary>A reader that is slower makes the sources wait; they keep a bounded log of their own.</summary>
    private const int MaxPendingBatches = 64;

    public async IAsyncEnumerable<LogBatchMessage> ReadAsync(ConsoleLogsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = Resolve(request);
        var merged = Channel.CreateBounded<LogBatchMessage>(MaxPendingBatches);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sources = ReadAllAsync(names, request, merged.Writer, reading.Token);
        try
        {
            var lines = merged.Reader.ReadAllAsync(cancellationToken);
            // The CLI puts the lines of several resources in order itself, so only one resource is cut here.
            if (!request.Follow && names.Count == 1 && request.Tail is > 0 and var tail)
            {
                yield return new LogBatchMessage([.. (await lines.SelectMany(batch => batch.Lines).ToListAsync(cancellationToken)).TakeLast(tail)]);
                yield break;
            }

            await foreach (var batch in lines)
            {
                yield return batch;
            }
        }
        finally
        {
            await reading.CancelAsync();
            await sources;
        }
    }

    private List<string> Resolve(ConsoleLogsRequest request)
    {
        if (request.ResourceName is { Length: > 0 } name)
        {
            var resource = model.Resources.FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparisons.ResourceName));
            return [.. resource?.GetResolvedResourceNames() ?? (notifications.TryGetCurrentState(name, out var instance) ? [instance.ResourceId] : [])];
        }

        return [.. model.Resources.SelectMany(resource => resource.GetResolvedResourceNames()).Where(id => request.IncludeHidden || !IsHidden(id))];
    }

    private bool IsHidden(string resourceId) => notifications.TryGetCurrentState(resourceId, out var state) && state.Snapshot.IsHidden;

    private async Task ReadAllAsync(List<string> names, ConsoleLogsRequest request, ChannelWriter<LogBatchMessage> writer, CancellationToken cancellationToken)
    {
        await Task.WhenAll(names.Select(name => ReadOneAsync(name, request, writer, cancellationToken)));
        writer.TryComplete();
    }

    private async Task ReadOneAsync(string name, ConsoleLogsRequest request, ChannelWriter<LogBatchMessage> writer, CancellationToken cancellationToken)
    {
        try
        {
            var source = request.Follow ? loggers.WatchAsync(name) : loggers.GetAllAsync(name);
            await foreach (var batch in source.WithCancellation(cancellationToken))
            {
                LogLineMessage[] lines = [.. batch.Where(line => Matches(name, line, request.Search)).Select(line => new LogLineMessage(name, line.LineNumber, line.Content, line.IsErrorMessage))];
                if (lines.Length > 0)
                {
                    await writer.WriteAsync(new LogBatchMessage(lines), cancellationToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has had enough.
        }
#pragma warning disable CA1031 // The first one goes to the reader through the channel.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // At once: the other logs may go on for as long as the application runs.
            writer.TryComplete(exception);
        }
    }

    private static bool Matches(string name, LogLine line, string? search)
        => string.IsNullOrEmpty(search)
            || line.Content.Contains(search, StringComparison.OrdinalIgnoreCase)
            || name.Contains(search, StringComparison.OrdinalIgnoreCase)
            // What people see has no colours in the middle of a word.
            || (line.Content.Contains('\e', StringComparison.Ordinal) && ControlSequence.Replace(line.Content, "").Contains(search, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"\e(\[[0-?]*[ -/]*[@-~]|\][^\a\e]*(\a|\e\\))", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ControlSequence { get; }
}
