using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Orchestration;

internal static class Services
{
    public static ResourceLoggerService GetLogs(this IServiceProvider services) => services.GetRequiredService<ResourceLoggerService>();
}
