using System.Net.WebSockets;
using Microsoft.Extensions.Options;
using Sage.Api.Market.Lease;

namespace Sage.Api.Market.Feeds.Binance;

/// <summary>Connect, read until it ends, say why, wait, again: for as long as this process leads.</summary>
internal sealed partial class BinanceFeed(
    IFeedSocketFactory sockets,
    BinanceFrameHandler frames,
    MarketSymbols symbols,
    FeedStatuses statuses,
    SageMarketMetrics metrics,
    IOptions<MarketOptions> options,
    TimeProvider time,
    ILogger<BinanceFeed> logger) : IFeedLeader
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly FeedStatus _status = statuses[FeedSource.Binance];

    /// <summary>wss://host/stream?streams=btcusdt@trade/btcusdt@miniTicker/…: trades move the price, tickers tell the last 24 hours.</summary>
    internal static Uri StreamsOf(Uri host, MarketSymbols symbols)
    {
        var streams = symbols.Names.Select(name => name.ToLowerInvariant()).SelectMany(name => new[] { $"{name}@trade", $"{name}@miniTicker" });
        return new UriBuilder(host) { Path = "/stream", Query = "streams=" + string.Join('/', streams) }.Uri;
    }

    public async Task LeadAsync(LeaseTerm term, CancellationToken cancellationToken)
    {
        var address = StreamsOf(options.Value.Binance.StreamUrl, symbols);
        var failures = 0;
        statuses.Active = FeedSource.Binance;
        while (!cancellationToken.IsCancellationRequested)
        {
            _status.Enter(FeedState.Connecting);
            var end = await RunSessionAsync(address, cancellationToken);
            _status.Left(end);
            if (end.Reason == DisconnectReason.Stopping)
            {
                return;
            }

            failures = end.ConnectedFor >= ReconnectBackoff.HealthyAfter ? 0 : failures;
            var delay = ReconnectBackoff.Delay(end.Reason, failures++, Random.Shared.NextDouble());
            metrics.Disconnected(end.Reason);
            Log.Disconnected(logger, end.Reason, end.Detail, end.ConnectedFor.TotalSeconds, delay.TotalSeconds);
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Disconnect> RunSessionAsync(Uri address, CancellationToken cancellationToken)
    {
        long? connected = null;
        Disconnect End(DisconnectReason reason, string detail) =>
            new(cancellationToken.IsCancellationRequested ? DisconnectReason.Stopping : reason, detail, connected is null ? TimeSpan.Zero : time.GetElapsedTime(connected.Value));

        // Re-armed by every message; until the connection stands it bounds the handshake.
        using var silence = new CancellationTokenSource(ConnectTimeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            using var socket = await sockets.ConnectAsync(address, ending.Token);
            connected = time.GetTimestamp();
            _status.Enter(FeedState.Live);
            Log.Connected(logger, address.Host, symbols.Count);

            return await ReadAsync(socket, silence, ending.Token) is { } close
                ? End(DisconnectReason.ClosedByServer, close)
                : End(DisconnectReason.ClosedByServer, "the server announced its shutdown");
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return connected is null
                ? End(DisconnectReason.ConnectFailed, $"no answer within {ConnectTimeout.TotalSeconds:0} s")
                : End(DisconnectReason.Silence, $"nothing for {options.Value.SilenceTimeout.TotalSeconds:0} s");
        }
        catch (FeedConnectException exception)
        {
            return End(exception.Reason, exception.Message);
        }
        catch (WebSocketException exception)
        {
            return End(DisconnectReason.ConnectionLost, exception.Message);
        }
    }

    /// <summary>Null: the server has announced that it will close.</summary>
    private async Task<string?> ReadAsync(WebSocket socket, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        var messages = new MessageReader(socket);
        while (true)
        {
            silence.CancelAfter(options.Value.SilenceTimeout);
            var message = await messages.ReadAsync(cancellationToken);
            if (message.IsClose)
            {
                return $"{(int?)socket.CloseStatus} {socket.CloseStatusDescription}".TrimEnd();
            }

            if (frames.Handle(message.TooLong ? default : message.Bytes.Span) == FrameOutcome.Shutdown)
            {
                return null;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Reading {Symbols} symbols from {Host}.")]
        public static partial void Connected(ILogger logger, string host, int symbols);

        [LoggerMessage(2, LogLevel.Warning, "The feed ended: {Reason} ({Detail}) after {Seconds:0.0} s; next try in {Delay:0.0} s.")]
        public static partial void Disconnected(ILogger logger, DisconnectReason reason, string detail, double seconds, double delay);
    }
}
