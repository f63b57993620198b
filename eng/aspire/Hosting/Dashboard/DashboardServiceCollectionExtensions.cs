using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard;

internal static class DashboardServiceCollectionExtensions
{
    /// <summary>Registers the dashboard as a resource of the model and the resource service that it reads.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddSingleton(provider => DashboardOptions.Read(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<DistributedApplicationOptions>()));
        services.AddSingleton<DashboardUrls>();
        services.AddSingleton<DashboardPorts>();
        services.AddSingleton<DashboardLogs>();
        services.AddSingleton<DashboardAnnouncement>();
        services.AddSingleton<DashboardEnvironment>();
        services.AddSingleton<ResourceChanges>();
        services.AddSingleton<InteractionAnswers>();
        services.AddSingleton<ResourceServiceMethods>();
        services.AddSingleton<ResourceServiceHost>();
        services.AddHostedService(provider => provider.GetRequiredService<ResourceServiceHost>());
        services.AddEventingSubscriber<DashboardResource>();
        return services;
    }
}
