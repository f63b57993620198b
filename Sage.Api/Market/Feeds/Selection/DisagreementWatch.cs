using Microsoft.Extensions.Options;

namespace Sage.Api.Market.Feeds.Selection;

/// <summary>Compares what the sources say about one symbol at the same time: apart by more than the limit, one of them is wrong. Used by the pump alone.</summary>
internal sealed partial class DisagreementWatch
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private readonly MarketSymbols _symbols;
    private readonly LatestTicks _latest;
    private readonly SageMarketMetrics _metrics;
    private readonly IOptions<MarketOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<DisagreementWatch> _logger;
    private readonly bool[] _apart;
    private readonly long?[] _loggedAt;
    private int _count;

    public DisagreementWatch(MarketSymbols symbols, LatestTicks latest, SageMarketMetrics metrics, IOptions<MarketOptions> options, TimeProvider time, ILogger<DisagreementWatch> logger)
    {
        (_symbols, _latest, _metrics, _options, _time, _logger) = (symbols, latest, metrics, options, time, logger);
        _apart = new bool[symbols.Count];
        _loggedAt = new long?[symbols.Count];
        metrics.WatchDisagreements(() => Volatile.Read(ref _count));
    }

    /// <summary>Symbols whose sources are apart now.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Check(in MarketEvent tick)
    {
        var since = tick.ReceivedAt - (long)_options.Value.SilentAfter.TotalMilliseconds;
        foreach (var other in FeedSources.All)
        {
            if (other != tick.Source && _latest.Price(other, tick.Symbol, since) is { } price)
            {
                Compare(tick, other, price);
                return;
            }
        }

        // Nobody is left to be apart from.
        Set(tick.Symbol, apart: false);
    }

    public void Clear()
    {
        Array.Clear(_apart);
        Volatile.Write(ref _count, 0);
    }

    private void Compare(in MarketEvent tick, FeedSource other, decimal price)
    {
        var difference = Math.Abs(tick.Price - price);
        var apart = difference > Math.Min(tick.Price, price) * _options.Value.MaxDisagreement;
        if (!Set(tick.Symbol, apart) || !apart)
        {
            return;
        }

        _metrics.SourcesDisagree(_symbols.Names[tick.Symbol]);
        if (_loggedAt[tick.Symbol] is not { } at || _time.GetElapsedTime(at) >= LogInterval)
        {
            _loggedAt[tick.Symbol] = _time.GetTimestamp();
            Log.Apart(_logger, _symbols.Names[tick.Symbol], tick.Source, tick.Price, other, price, difference / Math.Min(tick.Price, price) * 100);
        }
    }

    /// <summary>True: that is news.</summary>
    private bool Set(int symbol, bool apart)
    {
        if (apart == _apart[symbol])
        {
            return false;
        }

        _apart[symbol] = apart;
        Volatile.Write(ref _count, _count + (apart ? 1 : -1));
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Symbol}: {Source} says {Price}, {Other} says {OtherPrice}: {Percent:0.00} % apart.")]
        public static partial void Apart(ILogger logger, string symbol, FeedSource source, decimal price, FeedSource other, decimal otherPrice, decimal percent);
    }
}
