namespace Sage.Api.Market.FearGreed;

internal static class FearGreedExtensions
{
    private const int MostAnswerBytes = 1_000_000;

    public static void AddFearGreed(this IServiceCollection services)
    {
        services.AddHttpClient(AlternativeMeClient.ClientName, client =>
        {
            client.Timeout = TimeSpan.FromSeconds(5);
            client.MaxResponseContentBufferSize = MostAnswerBytes;
        });
        services.AddSingleton<AlternativeMeClient>();
        services.AddSingleton<FearGreedIndex>();
    }
}
