using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aspire.Hosting.Dcp;

internal static class DcpServiceCollectionExtensions
{
    /// <summary>Registers DCP as the engine of run mode.</summary>
    public static IServiceCollection AddDcp(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => DcpOptions.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<ICliBundleSource, CliBundleSource>();
        services.AddSingleton<DcpHost>();
        services.AddHostedService<DcpHeadStart>();
        services.AddSingleton<ExecutableFactory>();
        services.AddSingleton<IDcpExecutor, DcpExecutor>();
        return services;
    }
}
