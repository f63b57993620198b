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
            // CoinGecko refuses requests without a name.
            client.DefaultRequestHeaders.UserAgent.ParseAdd("Sage/1.0");
        });
        services.AddSingleton<CoinGeckoMarkets>();
        services.AddSingleton<MarketCaps>();
    }
}
