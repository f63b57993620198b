using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Sage.Api.Market.Candles;

/// <summary>Binance's own record of the minutes, over REST.</summary>
internal sealed partial class BinanceKlines(IHttpClientFactory clients, IOptions<MarketOptions> options, MarketSymbols symbols, TimeProvider time, ILogger<BinanceKlines> logger)
{
    public const string ClientName = "binance-klines";

    private const string UsedWeightHeader = "X-MBX-USED-WEIGHT-1M";
    private static readonly TimeSpan PauseWithoutRetryAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    // Where the first host says that it may not serve us.
    private bool _restricted;

    private DateTimeOffset _notBefore;

    /// <summary>The exchange's clock, in Unix milliseconds.</summary>
    public async Task<long> GetTimeAsync(CancellationToken cancellationToken)
    {
        var body = await GetAsync("/api/v3/time", cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.GetProperty("serverTime").GetInt64();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InvalidDataException("The answer to /api/v3/time is not a time.", exception);
        }
    }

    /// <exception cref="ExchangeBusyException">No more requests for now.</exception>
    /// <exception cref="InvalidDataException">The answer is not one.</exception>
    public async Task<List<Kline>> GetAsync(int symbol, KlineRange range, long closedBefore, CancellationToken cancellationToken)
    {
        var query = string.Create(CultureInfo.InvariantCulture,
            $"/api/v3/klines?symbol={symbols.Names[symbol]}&interval=1m&startTime={range.First}&endTime={range.Last + CandleClock.MinuteMilliseconds - 1}&limit={KlineRange.MostMinutes}");
        return KlineJson.Parse(await GetAsync(query, cancellationToken), symbol, range, closedBefore);
    }

    private async Task<byte[]> GetAsync(string query, CancellationToken cancellationToken)
    {
        if (_notBefore - time.GetUtcNow() is { Ticks: > 0 } pause)
        {
            throw new ExchangeBusyException("most of what it allows in a minute is used", pause);
        }

        using var client = clients.CreateClient(ClientName);
        using var response = await client.GetAsync(new Uri(Host(), query), cancellationToken);
        if (response.StatusCode == HttpStatusCode.UnavailableForLegalReasons && UseFallback())
        {
            return await GetAsync(query, cancellationToken);
        }

        if (response.StatusCode is HttpStatusCode.TooManyRequests or (HttpStatusCode)418 or HttpStatusCode.ServiceUnavailable)
        {
            throw new ExchangeBusyException($"it answers {(int)response.StatusCode}", RetryAfter(response));
        }

        response.EnsureSuccessStatusCode();
        if (UsedWeight(response) > options.Value.Candles.MaxUsedWeight)
        {
            // This answer is paid for; the next one waits until the exchange counts anew.
            _notBefore = NextMinute();
        }

        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    private Uri Host() => _restricted ? options.Value.Candles.FallbackRestUrl : options.Value.Binance.RestUrl;

    private bool UseFallback()
    {
        // A simulated market must not lead to the real exchange.
        if (_restricted || options.Value.Simulated || options.Value.Binance.RestUrl == options.Value.Candles.FallbackRestUrl)
        {
            return false;
        }

        _restricted = true;
        Log.Restricted(logger, options.Value.Binance.RestUrl.Host, options.Value.Candles.FallbackRestUrl.Host);
        return true;
    }

    private TimeSpan RetryAfter(HttpResponseMessage response)
    {
        var told = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => PauseWithoutRetryAfter,
        };
        return TimeSpan.FromTicks(Math.Clamp(told.Ticks, TimeSpan.TicksPerSecond, LongestPause.Ticks));
    }

    private static long UsedWeight(HttpResponseMessage response) =>
        response.Headers.TryGetValues(UsedWeightHeader, out var values)
        && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var weight) ? weight : 0;

    private DateTimeOffset NextMinute()
    {
        var now = time.GetUtcNow();
        return now + TimeSpan.FromSeconds(61 - now.Second);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Host} does not serve this place (451); klines come from {Fallback}.")]
        public static partial void Restricted(ILogger logger, string host, string fallback);
    }
}
