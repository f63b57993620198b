using Sage.Api.Market.Lease;

namespace Sage.Api.Market.Sharing;

internal static class SharingExtensions
{
    public static void AddSharing(this IServiceCollection services, bool leads)
    {
        services.AddSingleton<SharedPrices>();
        services.AddHostedService<PriceSubscriber>();
        if (leads)
        {
            services.AddSingleton<IFeedLeader, PricePublisher>();
        }
    }
}
