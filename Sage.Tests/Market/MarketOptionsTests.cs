using Sage.Api.Market;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.Binance;

namespace Sage.Tests.Market;

public sealed class MarketOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(Failures(_ => { }));

    [Theory]
    [InlineData("BTCUSDT,")]
    [InlineData("btcusdt")]
    [InlineData("")]
    [InlineData("BTCUSDT ETHUSDT")]
    public void Symbols_that_cannot_be_are_refused(string symbols) => Assert.NotEmpty(Failures(options => options.Symbols = symbols));

    [Fact]
    public void A_pair_named_twice_is_refused_by_name() =>
        Assert.Contains("names a pair twice: 'BTCUSDT,BTCUSDT'", Assert.Single(Failures(options => options.Symbols = "BTCUSDT,BTCUSDT")), StringComparison.Ordinal);

    [Fact]
    public void More_streams_than_one_connection_carries_are_refused()
    {
        Assert.Empty(Failures(options => options.Symbols = Many(341)));
        Assert.Contains("names 342 pairs; one connection to Binance carries 341", Assert.Single(Failures(options => options.Symbols = Many(342))), StringComparison.Ordinal);

        static string Many(int count) => string.Join(',', Enumerable.Range(1, count).Select(number => $"C{number}USDT"));
    }

    [Fact]
    public void No_more_history_can_be_fetched_than_is_kept() =>
        Assert.Contains("Market:Candles:History", Assert.Single(Failures(options => (options.Candles.History, options.Candles.KeepMinutes) = (TimeSpan.FromDays(31), TimeSpan.FromDays(30)))), StringComparison.Ordinal);

    [Fact]
    public void Hours_are_kept_as_long_as_minutes() =>
        Assert.Contains("Market:Candles:KeepHours", Assert.Single(Failures(options => options.Candles.KeepHours = options.Candles.KeepMinutes - TimeSpan.FromDays(1))), StringComparison.Ordinal);

    [Fact]
    public void Options_of_candles_are_checked_too() => Assert.NotEmpty(Failures(options => options.Candles.MaxPending = 0));

    [Theory]
    [InlineData("https://stream.binance.com")]
    [InlineData("/stream")]
    public void An_address_that_is_no_websocket_is_refused(string url) =>
        Assert.Contains("ws:// or wss://", Assert.Single(Failures(options => options.Binance.StreamUrl = new Uri(url, UriKind.RelativeOrAbsolute))), StringComparison.Ordinal);

    [Fact]
    public void Times_that_contradict_each_other_are_both_named()
    {
        var failure = Assert.Single(Failures(options => (options.StaleAfter, options.SilenceTimeout) = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6))));

        Assert.Contains("00:00:05", failure, StringComparison.Ordinal);
        Assert.Contains("00:00:06", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wss://stream.binance.com:9443/ws", "wss://stream.binance.com:9443/stream?streams=btcusdt@trade/btcusdt@miniTicker/btcusdt@kline_1m/ethusdt@trade/ethusdt@miniTicker/ethusdt@kline_1m")]
    [InlineData("ws://localhost:5000", "ws://localhost:5000/stream?streams=btcusdt@trade/btcusdt@miniTicker/btcusdt@kline_1m/ethusdt@trade/ethusdt@miniTicker/ethusdt@kline_1m")]
    public void All_symbols_are_read_over_one_connection(string host, string expected) =>
        Assert.Equal(expected, BinanceStreams.Address(new Uri(host), MarketParts.Symbols).AbsoluteUri);

    [Theory]
    [InlineData(0, 125, 250)]
    [InlineData(1, 250, 500)]
    [InlineData(3, 1_000, 2_000)]
    [InlineData(100, 7_500, 15_000)]
    public void Reconnecting_waits_longer_each_time_up_to_a_limit(int attempt, double least, double most)
    {
        Assert.Equal(least, ReconnectBackoff.Delay(DisconnectReason.ConnectionLost, attempt, 0).TotalMilliseconds);
        Assert.Equal(most, ReconnectBackoff.Delay(DisconnectReason.ConnectionLost, attempt, 1).TotalMilliseconds);
    }

    [Theory]
    [InlineData(429, DisconnectReason.RateLimited)]
    [InlineData(418, DisconnectReason.RateLimited)]
    [InlineData(451, DisconnectReason.Restricted)]
    [InlineData(403, DisconnectReason.Restricted)]
    [InlineData(503, DisconnectReason.ServerError)]
    [InlineData(200, DisconnectReason.ConnectFailed)]
    public void A_refusal_is_known_by_its_status(int status, object reason) =>
        Assert.Equal(reason, new FeedConnectException("refused", (System.Net.HttpStatusCode)status).Reason);

    [Fact]
    public void After_a_refusal_it_does_not_knock_again_soon() =>
        Assert.True(ReconnectBackoff.Delay(DisconnectReason.Restricted, 0, 0) >= TimeSpan.FromSeconds(15));

    private static List<string> Failures(Action<MarketOptions> change)
    {
        var options = new MarketOptions();
        change(options);
        return [.. new[] { new MarketOptionsValidator().Validate(null, options), new MarketOptionsRules().Validate(null, options) }.SelectMany(result => result.Failures ?? [])];
    }
}
