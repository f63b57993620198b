using System.Threading.Channels;
using Aspire.Hosting.Cli.Messages;

namespace Aspire.Hosting.Cli;

/// <summary>What a pipeline reports, on its way to the CLI. Without a CLI nobody reads it and nothing is kept.</summary>
internal sealed class PublishingActivities(CliSession session)
{
    /// <summary>The CLI reads at once; a pipeline that is this far ahead waits for it.</summary>
    private const int MaxPending = 1000;

    private readonly Channel<PublishingActivityMessage> _pending = Channel.CreateBounded<PublishingActivityMessage>(MaxPending);

    public async ValueTask ReportAsync(PublishingActivityMessage activity, CancellationToken cancellationToken)
    {
        if (session.LaunchSocketPath is not null)
        {
            await _pending.Writer.WriteAsync(activity, cancellationToken);
        }
    }

    public IAsyncEnumerable<PublishingActivityMessage> ReadAsync(CancellationToken cancellationToken) => _pending.Reader.ReadAllAsync(cancellationToken);
}
