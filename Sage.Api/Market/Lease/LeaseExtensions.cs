namespace Sage.Api.Market.Lease;

internal static class LeaseExtensions
{
    public static void AddLease(this IServiceCollection services, bool leads)
    {
        if (leads)
        {
            services.AddHostedService<FeedLease>();
        }
    }
}
