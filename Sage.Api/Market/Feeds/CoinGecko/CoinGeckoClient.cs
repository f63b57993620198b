using System.Net;
using Microsoft.Extensions.Options;

namespace Sage.Api.Market.Feeds.CoinGecko;

/// <summary>CoinGecko does not answer with prices; with the time it wants to be left alone, when it says so.</summary>
internal sealed class CoinGeckoException(string message, DisconnectReason reason, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    public DisconnectReason Reason => reason;

    public TimeSpan? RetryAfter => retryAfter;
}

/// <summary>https://docs.coingecko.com/reference/simple-price</summary>
internal sealed class CoinGeckoClient(IHttpClientFactory clients, CoinGeckoCoins coins, IOptions<MarketOptions> options, TimeProvider time)
{
    public const string HttpClientName = "coingecko-prices";

    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly Uri _address = new(options.Value.CoinGecko.Url,
        $"/api/v3/simple/price?ids={string.Join(',', coins.Ids.OfType<string>().Distinct(StringComparer.Ordinal))}&vs_currencies=usd&include_last_updated_at=true&precision=full");

    /// <summary>The answer, and when it was made by CoinGecko's clock.</summary>
    /// <exception cref="CoinGeckoException">No prices.</exception>
    public async Task<(byte[] Body, DateTimeOffset? MadeAt)> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(HttpClientName);
            using var response = await client.GetAsync(_address, cancellationToken);
            return response.IsSuccessStatusCode ? (await response.Content.ReadAsByteArrayAsync(cancellationToken), response.Headers.Date) : throw Refusal(response);
        }
        catch (HttpRequestException exception)
        {
            throw new CoinGeckoException(exception.Message, DisconnectReason.ConnectFailed, inner: exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CoinGeckoException("no answer in time", DisconnectReason.Silence, inner: exception);
        }
    }

    private CoinGeckoException Refusal(HttpResponseMessage response)
    {
        var wanted = response.Headers.RetryAfter;
        var pause = wanted?.Delta ?? wanted?.Date - time.GetUtcNow();
        return new CoinGeckoException(
            $"status {(int)response.StatusCode}",
            new FeedConnectException("", response.StatusCode).Reason,
            pause is { Ticks: > 0 } ? TimeSpan.FromTicks(Math.Min(pause.Value.Ticks, LongestPause.Ticks)) : response.StatusCode == HttpStatusCode.TooManyRequests ? TimeSpan.FromMinutes(1) : null);
    }
}
