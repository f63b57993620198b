using Sage.Api.Market.Lease;

namespace Sage.Api.Market.Candles;

internal static class CandlesExtensions
{
    private const int MostAnswerBytes = 4_000_000;

    public static void AddCandles(this IServiceCollection services, bool leads)
    {
        services.AddSingleton<CandleQueries>();
        services.AddSingleton<PendingCandles>();
        services.AddSingleton<BackfillSignal>();
        services.AddSingleton<CandleIntake>();
        if (leads)
        {
            services.AddKeeper();
        }
    }

    private static void AddKeeper(this IServiceCollection services)
    {
        services.AddHttpClient(BinanceKlines.ClientName, client =>
        {
            client.Timeout = TimeSpan.FromSeconds(10);
            client.MaxResponseContentBufferSize = MostAnswerBytes;
        });
        services.AddSingleton<CandlePartitions>();
        services.AddSingleton<CandleUpsert>();
        services.AddSingleton<CandleBatches>();
        services.AddSingleton<CandleWriter>();
        services.AddSingleton<CandleGaps>();
        services.AddSingleton<BinanceKlines>();
        services.AddSingleton<CandleBackfill>();
        services.AddSingleton<CandleRollup>();
        services.AddSingleton<CandleHousekeeping>();
        services.AddSingleton<IFeedLeader, CandleKeeper>();
    }
}
