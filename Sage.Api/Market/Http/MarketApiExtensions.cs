namespace Sage.Api.Market.Http;

internal static class MarketApiExtensions
{
    public static void AddMarketApi(this IServiceCollection services)
    {
        services.AddSingleton<PriceSnapshots>();
        services.AddSingleton<PriceEndpoints>();
        services.AddSingleton<CandleEndpoint>();
        services.AddSingleton<FearGreedEndpoint>();
        services.AddSingleton<SymbolsEndpoint>();
        services.AddSingleton<StatusEndpoint>();
        services.AddSingleton<StreamEndpoint>();
    }
}
