using Sage.Api.Market.Feeds.CoinGecko;

namespace Sage.Api.Market.Caps;

internal static class CapsExtensions
{
    private const int MostAnswerBytes = 4_000_000;

    public static void AddMarketCaps(this IServiceCollection services)
    {
        services.AddHttpClient(CoinGeckoMarkets.ClientName, client =>
        {
            client.Timeout = TimeSpan.FromSeconds(5);
            client.MaxResponseContentBufferSize = MostAnswerBytes;
            CoinGeckoOptions.Introduce(client);
        });
        services.AddSingleton<CoinGeckoMarkets>();
        services.AddSingleton<MarketCaps>();
    }
}
