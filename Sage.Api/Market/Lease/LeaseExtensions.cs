namespace Sage.Api.Market.Lease;

internal static class LeaseExtensions
{
    public static void AddLease(this IServiceCollection services, bool leads)
    {
        services.AddSingleton<LeaseStatus>();
        if (leads)
        {
            services.AddSingleton<ILeaseTable, LeaseTable>();
            services.AddHostedService<FeedLease>();
        }
    }
}
