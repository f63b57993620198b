namespace Sage.Api.Market.Streaming;

internal static class StreamingExtensions
{
    public static void AddStreaming(this IServiceCollection services)
    {
        services.AddSingleton<StreamClients>();
        services.AddSingleton<PriceStream>();
        services.AddSingleton<PriceBroadcaster>();
        services.AddHostedService(provider => provider.GetRequiredService<PriceBroadcaster>());
    }
}
