namespace Sage.Api.Market.Prices;

internal static class PricesExtensions
{
    public static void AddPrices(this IServiceCollection services)
    {
        services.AddSingleton<PriceBoard>();
        services.AddHostedService<StalenessWatch>();
    }
}
