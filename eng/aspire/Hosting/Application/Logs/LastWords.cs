using System.Runtime.ExceptionServices;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The end of a resource's log, for those who hear of its failure elsewhere than in front of that log.</summary>
internal static class LastWords
{
    private const int MaxLines = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Puts the last lines above the stack of the exception: message and type stay what everybody expects, and whatever prints the exception prints them.</summary>
    public static async Task<Exception> AddToAsync(Exception exception, ResourceEvent resource, ResourceLoggerService loggers, TimeProvider time)
    {
        using var timeout = new CancellationTokenSource(Patience, time);
        var lines = new Queue<string>(MaxLines);
        try
        {
            await foreach (var batch in loggers.GetAllAsync(resource.ResourceId).WithCancellation(timeout.Token).ConfigureAwait(false))
            {
                foreach (var line in batch)
                {
                    if (lines.Count == MaxLines)
                    {
                        lines.Dequeue();
                    }

                    lines.Enqueue(line.Content);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The log is slow or the application is going: what has been read has to do.
        }

        return lines.Count == 0
            ? exception
            : ExceptionDispatchInfo.SetRemoteStackTrace(exception, $"Last lines of {resource.Resource.Name}:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}");
    }
}
