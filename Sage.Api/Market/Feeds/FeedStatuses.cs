using Microsoft.Extensions.Options;

namespace Sage.Api.Market.Feeds;

/// <summary>A status per source, and which one the prices are taken from.</summary>
internal sealed class FeedStatuses
{
    private const int None = -1;

    private readonly FeedStatus[] _statuses;
    private int _active = None;

    public FeedStatuses(IOptions<MarketOptions> options, TimeProvider time)
    {
        _statuses = [.. FeedSources.All.Select(source => new FeedStatus(options.Value.SilentAfterOf(source), options.Value.StaleAfterOf(source), time))];
    }

    public FeedStatus this[FeedSource source] => _statuses[(int)source];

    /// <summary>Null: this process reads no source itself, or none has told a price yet.</summary>
    public FeedSource? Active
    {
        get => Volatile.Read(ref _active) is not None and var source ? (FeedSource)source : null;
        set => Volatile.Write(ref _active, value is { } source ? (int)source : None);
    }
}
