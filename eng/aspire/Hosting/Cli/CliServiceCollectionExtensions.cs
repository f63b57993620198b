using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Cli;

internal static class CliServiceCollectionExtensions
{
    /// <summary>Registers both channels of the Aspire CLI: the launching one and the auxiliary one.</summary>
    public static IServiceCollection AddCliBackchannels(this IServiceCollection services)
    {
        services.AddLaunchBackchannel<LaunchMethods>();
        services.AddSingleton<AppHostInformation>();
        services.AddSingleton<ResourceSnapshots>();
        services.AddSingleton<ConsoleLogs>();
        services.AddSingleton<ResourceWait>();
        services.AddSingleton<CommandCall>();
        services.AddSingleton<AuxiliaryMethods>();
        services.AddHostedService<AuxiliaryBackchannel>();
        return services;
    }

    /// <summary>Registers the channel of a CLI that publishes; nobody else may look into a run.</summary>
    public static IServiceCollection AddPublishBackchannel(this IServiceCollection services) => services.AddLaunchBackchannel<PublishMethods>();

    private static IServiceCollection AddLaunchBackchannel<TMethods>(this IServiceCollection services) where TMethods : class, ILaunchMethods
    {
        services.AddSingleton<CliLog>();
        services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<CliLog>());
        services.AddSingleton<CliSession>();
        services.AddSingleton<CliDashboard>();
        services.AddSingleton<ILaunchMethods, TMethods>();
        services.AddHostedService<LaunchBackchannel>();
        services.AddHostedService<ParentProcessWatch>();
        return services;
    }
}
