using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.Cli.Messages;

namespace Aspire.Hosting.Pipelines;

/// <summary>Keeps what happens until the CLI has read it. Steps and tasks are all kept, of the log only so many lines.</summary>
internal sealed class ActivityQueue : IActivitySink
{
    public const int MaxPending = 10_000;

    private readonly Channel<PublishingActivityMessage> _pending = Channel.CreateUnbounded<PublishingActivityMessage>();
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _leftOut;

    /// <summary>Somebody reads. A CLI that only lists the steps never does.</summary>
    public Task Read => _read.Task;

    public void Write(PublishingActivityMessage activity)
    {
        if (activity.Type is PublishingActivityMessage.Log && _pending.Reader.Count >= MaxPending)
        {
            Interlocked.Increment(ref _leftOut);
            return;
        }

        if (Interlocked.Exchange(ref _leftOut, 0) is > 0 and var leftOut && activity.Data.StepId is { } step)
        {
            _pending.Writer.TryWrite(new(PublishingActivityMessage.Log, new()
            {
                Id = Guid.NewGuid().ToString(),
                StepId = step,
                StatusText = string.Create(CultureInfo.InvariantCulture, $"{leftOut} lines were left out: the CLI reads more slowly than the steps log."),
                CompletionState = nameof(CompletionState.Completed),
                LogLevel = "Warning",
            }));
        }

        _pending.Writer.TryWrite(activity);
    }

    public async IAsyncEnumerable<PublishingActivityMessage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _read.TrySetResult();
        await foreach (var activity in _pending.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return activity;
        }
    }
}
