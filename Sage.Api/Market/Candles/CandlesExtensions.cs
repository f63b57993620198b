namespace Sage.Api.Market.Candles;

internal static class CandlesExtensions
{
    public static void AddCandles(this IServiceCollection services, bool leads)
    {
        services.AddSingleton<CandleStore>();
        services.AddSingleton<CandleQueries>();
        services.AddSingleton<CandleBuffer>();
        services.AddSingleton<CandleIntake>();
        if (leads)
        {
            services.AddHostedService<CandleWriter>();
        }
    }
}
