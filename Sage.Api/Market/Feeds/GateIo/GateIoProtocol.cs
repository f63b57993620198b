using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Sage.Api.Market.Feeds.Parsing;
using Sage.Api.Market.Feeds.Sessions;

namespace Sage.Api.Market.Feeds.GateIo;

/// <summary>https://www.gate.com/docs/developers/apiv4/ws/en/</summary>
internal sealed partial class GateIoProtocol(
    GateIoPairs pairs, ExchangeClock clock, TickQueue queue, FeedStatuses statuses, SageMarketMetrics metrics, IOptions<MarketOptions> options, TimeProvider time, ILogger<GateIoProtocol> logger)
    : FeedProtocol
{
    private static readonly string[] Channels = ["spot.tickers", "spot.trades"];

    private readonly FrameIntake _intake = new(FeedSource.GateIo, FrameIntake.MaxClockDifference, clock, queue, statuses, metrics, time);

    public override FeedSource Source => FeedSource.GateIo;

    public override Uri Address => options.Value.GateIo.StreamUrl;

    // Gate.io allows 50 requests a second.
    public override TimeSpan PauseBetweenCommands => TimeSpan.FromMilliseconds(25);

    public override FrameOutcome Handle(ReadOnlySpan<byte> frame)
    {
        var outcome = _intake.Take(GateIoParser.Parse(frame, pairs, out var tick, out var more), tick, default);
        foreach (var another in more)
        {
            _intake.Take(FrameOutcome.Accepted, another, default);
        }

        if (outcome == FrameOutcome.Reply && Error(frame) is { } error)
        {
            metrics.CommandRefused(FeedSource.GateIo);
            Log.Refused(logger, error);
        }

        return outcome;
    }

    public override async Task ConverseAsync(FeedSender sender, CancellationToken cancellationToken)
    {
        // Pair by pair: one that is not traded there is refused alone.
        foreach (var (index, (pair, channel)) in pairs.Names.SelectMany(_ => Channels, (pair, channel) => (pair, channel)).Index())
        {
            await sender.SendAsync(Subscribe(pair, channel, index + 1), cancellationToken);
        }

        using var timer = new PeriodicTimer(options.Value.GateIo.PingInterval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await sender.SendAsync(Encoding.UTF8.GetBytes($$"""{"time":{{Seconds}},"channel":"spot.ping"}"""), cancellationToken);
        }
    }

    private long Seconds => time.GetUtcNow().ToUnixTimeSeconds();

    private byte[] Subscribe(string pair, string channel, int id) => Encoding.UTF8.GetBytes(
        $$"""{"time":{{Seconds}},"id":{{id}},"channel":"{{channel}}","event":"subscribe","payload":["{{pair}}"]}""");

    internal static string? Error(ReadOnlySpan<byte> frame) => ReplyError.Of(frame, static root =>
        root.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null ? error : null);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Gate.io refused a subscription: {Error}")]
        public static partial void Refused(ILogger logger, string error);
    }
}
