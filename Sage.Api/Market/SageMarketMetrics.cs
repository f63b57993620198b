using System.Diagnostics.Metrics;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.Selection;

namespace Sage.Api.Market;

internal sealed class SageMarketMetrics
{
    public const string MeterName = "Sage.Market";

    private static readonly KeyValuePair<string, object?> Written = new("outcome", "written");
    private static readonly KeyValuePair<string, object?> Conflated = new("outcome", "conflated");

    private readonly Counter<long> _frames;
    private readonly Counter<long> _ticksDropped;
    private readonly Counter<long> _disconnects;
    private readonly Histogram<double> _feedLag;
    private readonly UpDownCounter<long> _streamClients;
    private readonly Counter<long> _streamFrames;
    private readonly Histogram<double> _streamPass;
    private readonly Counter<long> _candlesWritten;
    private readonly Counter<long> _candlesDropped;
    private readonly Counter<long> _candlesRefused;
    private readonly Counter<long> _candlesBackfilled;
    private readonly Counter<long> _backfillsFailed;
    private readonly Counter<long> _hoursRolledUp;
    private readonly Counter<long> _pricesShared;
    private readonly Counter<long> _commandsRefused;
    private readonly Counter<long> _ticksRefused;
    private readonly Counter<long> _klinesDropped;
    private readonly Counter<long> _switches;
    private readonly Counter<long> _disagreements;
    private readonly Counter<long> _leads;
    private readonly List<(KeyValuePair<string, object?> Name, Func<long> Length)> _queues = [];
    private readonly Meter _meter;

    public SageMarketMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _frames = _meter.CreateCounter<long>("sage.market.frames", "{frame}", "Frames received from an exchange, by outcome.");
        _ticksDropped = _meter.CreateCounter<long>("sage.market.ticks.dropped", "{tick}", "Ticks dropped because the queue was full.");
        _disconnects = _meter.CreateCounter<long>("sage.market.disconnects", "{disconnect}", "Ends of a connection to an exchange, by reason.");
        _feedLag = _meter.CreateHistogram<double>("sage.market.feed.lag", "s", "From the exchange's time of a trade to its arrival.");
        _streamClients = _meter.CreateUpDownCounter<long>("sage.market.stream.clients", "{client}", "Open price streams.");
        _streamFrames = _meter.CreateCounter<long>("sage.market.stream.frames", "{frame}", "Frames for clients of the price stream: written, or conflated because a client had not taken its last one.");
        _streamPass = _meter.CreateHistogram<double>("sage.market.stream.pass", "s", "One pass of the broadcaster over all clients.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5] });
        _candlesWritten = _meter.CreateCounter<long>("sage.market.candles.written", "{candle}", "Candles written to Postgres.");
        _candlesDropped = _meter.CreateCounter<long>("sage.market.candles.dropped", "{candle}", "Candles dropped from memory because Postgres was down for too long.");
        _candlesRefused = _meter.CreateCounter<long>("sage.market.candles.refused", "{candle}", "Candles and trades left out because they cannot be right.");
        _candlesBackfilled = _meter.CreateCounter<long>("sage.market.candles.backfilled", "{candle}", "Candles fetched from the exchange's own record.");
        _backfillsFailed = _meter.CreateCounter<long>("sage.market.backfills.failed", "{attempt}", "Looks for missing candles that could not be finished.");
        _hoursRolledUp = _meter.CreateCounter<long>("sage.market.candles.rolled_up", "{hour}", "Hours of candles rolled up.");
        _pricesShared = _meter.CreateCounter<long>("sage.market.prices.shared", "{price}", "Prices written to Valkey.");
        _commandsRefused = _meter.CreateCounter<long>("sage.market.commands.refused", "{command}", "Commands that an exchange refused.");
        _ticksRefused = _meter.CreateCounter<long>("sage.market.ticks.refused", "{tick}", "Well-formed ticks that are not used: repeated, late, or a jump that nothing confirms.");
        _klinesDropped = _meter.CreateCounter<long>("sage.market.klines.dropped", "{kline}", "Minutes dropped because the queue was full.");
        _switches = _meter.CreateCounter<long>("sage.market.switches", "{switch}", "Changes of the source that prices are taken from.");
        _disagreements = _meter.CreateCounter<long>("sage.market.disagreements", "{time}", "Times that two sources came further apart than the limit.");
        _leads = _meter.CreateCounter<long>("sage.market.lease", "{event}", "What happened to the lease of the market: taken, released, deposed.");
        _meter.CreateObservableGauge("queueSize", QueueSizes, "{item}", "Items waiting in a queue.");
    }

    public void FrameReceived(FeedSource source, FrameOutcome outcome) =>
        _frames.Add(1, Of(source), new KeyValuePair<string, object?>("outcome", outcome switch
        {
            FrameOutcome.Accepted or FrameOutcome.AcceptedKline => "accepted",
            FrameOutcome.Ignored or FrameOutcome.Reply or FrameOutcome.Shutdown => "ignored",
            FrameOutcome.Implausible => "implausible",
            _ => "malformed",
        }));

    public void CommandRefused(FeedSource source) => _commandsRefused.Add(1, Of(source));

    public void TickRefused(FeedSource source, TickRefusal refusal) =>
        _ticksRefused.Add(1, Of(source), new KeyValuePair<string, object?>("reason", refusal switch
        {
            TickRefusal.Repeated => "repeated",
            TickRefusal.Late => "late",
            _ => "jump",
        }));

    public void KlineDropped() => _klinesDropped.Add(1);

    /// <summary>The prices come from another source now.</summary>
    public void Switched(FeedSource from, FeedSource to) =>
        _switches.Add(1, new KeyValuePair<string, object?>("from", from.WireName()), new KeyValuePair<string, object?>("to", to.WireName()));

    public void SourcesDisagree(string symbol) => _disagreements.Add(1, new KeyValuePair<string, object?>("symbol", symbol));

    public void WatchDisagreements(Func<int> count) =>
        _meter.CreateObservableGauge("sage.market.sources.apart", count, "{symbol}", "Symbols whose sources are further apart than the limit now.");

    /// <summary>This process leads from now on, or no longer.</summary>
    public void Led(string what) => _leads.Add(1, new KeyValuePair<string, object?>("event", what));

    public void TickDropped() => _ticksDropped.Add(1);

    public void Disconnected(FeedSource source, DisconnectReason reason) => _disconnects.Add(1, Of(source), new KeyValuePair<string, object?>("reason", reason.ToString()));

    public void TradeArrived(FeedSource source, double lagSeconds) => _feedLag.Record(lagSeconds, Of(source));

    public void StreamOpened() => _streamClients.Add(1);

    public void StreamClosed() => _streamClients.Add(-1);

    public void StreamPass(double seconds) => _streamPass.Record(seconds);

    public void StreamFrames(long written, long conflated)
    {
        if (written > 0)
        {
            _streamFrames.Add(written, Written);
        }

        if (conflated > 0)
        {
            _streamFrames.Add(conflated, Conflated);
        }
    }

    public void CandlesWritten(int count) => _candlesWritten.Add(count);

    public void CandlesDropped(long count) => _candlesDropped.Add(count);

    public void CandlesRefused(int count) => _candlesRefused.Add(count);

    public void CandlesBackfilled(int count) => _candlesBackfilled.Add(count);

    public void BackfillFailed() => _backfillsFailed.Add(1);

    public void CandlesRolledUp(int hours) => _hoursRolledUp.Add(hours);

    public void PricesShared(int count) => _pricesShared.Add(count);

    /// <summary>One gauge for all queues of Sage; the alarm looks at each value of the attribute.</summary>
    public void WatchQueue(string name, Func<long> length)
    {
        lock (_queues)
        {
            _queues.Add((new KeyValuePair<string, object?>("queue", name), length));
        }
    }

    private List<Measurement<long>> QueueSizes()
    {
        lock (_queues)
        {
            return [.. _queues.Select(queue => new Measurement<long>(queue.Length(), queue.Name))];
        }
    }

    private static KeyValuePair<string, object?> Of(FeedSource source) => new("source", source.WireName());
}
