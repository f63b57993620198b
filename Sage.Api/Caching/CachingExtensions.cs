using Microsoft.Extensions.Options;

namespace Sage.Api.Caching;

internal static class CachingExtensions
{
    public static void AddCaching(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<CacheOptions>, CacheOptionsValidator>();
        services.AddOptions<CacheOptions>().BindConfiguration(CacheOptions.Section).ValidateOnStart();
        services.AddSingleton<CacheMetrics>();
        services.AddSingleton<ISharedBytes, ValkeyBytes>();
        services.AddSingleton<MemoryLevel>();
        services.AddSingleton<SharedLevel>();
        services.AddSingleton<LoadPauses>();
        services.AddSingleton<CacheLoads>();
        services.AddSingleton<Flights>();
        services.AddSingleton<SageCache>();
    }
}
