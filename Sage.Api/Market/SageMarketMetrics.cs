using System.Diagnostics;
using System.Diagnostics.Metrics;
using Sage.Api.Market.Feeds;

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
    private readonly Counter<long> _pricesShared;
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
        _candlesDropped = _meter.CreateCounter<long>("sage.market.candles.dropped", "{candle}", "Candles lost because Postgres was down for too long.");
        _pricesShared = _meter.CreateCounter<long>("sage.market.prices.shared", "{price}", "Prices written to Valkey.");
    }

    public void FrameReceived(FrameOutcome outcome) =>
        _frames.Add(1, new KeyValuePair<string, object?>("outcome", outcome switch
        {
            FrameOutcome.Accepted => "accepted",
            FrameOutcome.Ignored => "ignored",
            FrameOutcome.Implausible => "implausible",
            _ => "malformed",
        }));

    public void TickDropped() => _ticksDropped.Add(1);

    public void Disconnected(DisconnectReason reason) => _disconnects.Add(1, new TagList { { "reason", reason.ToString() } });

    public void TradeArrived(double lagSeconds) => _feedLag.Record(lagSeconds);

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

    public void PricesShared(int count) => _pricesShared.Add(count);

    /// <summary>One gauge for all queues of Sage; the alarm looks at each value of the attribute.</summary>
    public void WatchQueue(string name, Func<long> length) =>
        _meter.CreateObservableGauge("queueSize", () => new Measurement<long>(length(), new KeyValuePair<string, object?>("queue", name)), "{item}", "Items waiting in a queue.");
}
