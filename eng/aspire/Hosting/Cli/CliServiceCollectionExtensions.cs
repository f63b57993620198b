using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Cli;

internal static class CliServiceCollectionExtensions
{
    /// <summary>Registers both channels of the Aspire CLI: the launching one and the auxiliary one.</summary>
    public static IServiceCollection AddCliBackchannels(this IServiceCollection services)
    {
        services.AddSingleton<CliLog>();
        services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<CliLog>());
        services.AddSingleton<CliSession>();
        services.AddSingleton<CliDashboard>();
        services.AddSingleton<LaunchMethods>();
        services.AddSingleton<AppHostInformation>();
        services.AddSingleton<ResourceSnapshots>();
        services.AddSingleton<ConsoleLogs>();
        services.AddSingleton<ResourceWait>();
        services.AddSingleton<CommandCall>();
        services.AddSingleton<AuxiliaryMethods>();
        services.AddHostedService<LaunchBackchannel>();
        services.AddHostedService<AuxiliaryBackchannel>();
        services.AddHostedService<ParentProcessWatch>();
        return services;
    }
}
