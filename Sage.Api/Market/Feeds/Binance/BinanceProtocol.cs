using Microsoft.Extensions.Options;
using Sage.Api.Market.Feeds.Sessions;

namespace Sage.Api.Market.Feeds.Binance;

/// <summary>https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams</summary>
internal sealed partial class BinanceProtocol(
    MarketSymbols symbols, ExchangeClock clock, TickQueue queue, FeedStatuses statuses, SageMarketMetrics metrics, IOptions<MarketOptions> options, TimeProvider time, ILogger<BinanceProtocol> logger)
    : FeedProtocol
{
    private readonly FrameIntake _intake = new(FeedSource.Binance, FrameIntake.MaxClockDifference, clock, queue, statuses, metrics, time);
    private readonly IReadOnlyList<byte[]> _commands = BinanceStreams.Commands(symbols);
    private bool _elsewhere;

    public override FeedSource Source => FeedSource.Binance;

    public override Uri Address => BinanceStreams.Address(_elsewhere ? options.Value.Binance.FallbackStreamUrl : options.Value.Binance.StreamUrl, symbols);

    public override TimeSpan RenewAfter => options.Value.Binance.RenewAfter;

    // 5 messages a second are allowed, and each answer to a ping is one.
    public override TimeSpan PauseBetweenCommands => TimeSpan.FromMilliseconds(250);

    public override FrameOutcome Handle(ReadOnlySpan<byte> frame)
    {
        var outcome = _intake.Take(BinanceParser.Parse(frame, symbols, out var tick, out var kline), tick, kline);
        if (outcome == FrameOutcome.Reply && BinanceReply.Error(frame) is { } error)
        {
            metrics.CommandRefused(FeedSource.Binance);
            Log.Refused(logger, error);
        }

        return outcome;
    }

    public override async Task ConverseAsync(FeedSender sender, CancellationToken cancellationToken)
    {
        foreach (var command in _commands)
        {
            await sender.SendAsync(command, cancellationToken);
        }
    }

    /// <summary>Where one host is refused in this region the other may serve; after both, they take turns at the slow pace of refusals.</summary>
    public override bool TryElsewhere(DisconnectReason reason)
    {
        // From a simulated market there is no way to the real one.
        if (reason != DisconnectReason.Restricted || (options.Value.Simulated && options.Value.Binance.FallbackStreamUrl.Authority != options.Value.Binance.StreamUrl.Authority))
        {
            return false;
        }

        _elsewhere = !_elsewhere;
        return _elsewhere;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Binance refused a command: {Error}")]
        public static partial void Refused(ILogger logger, string error);
    }
}
