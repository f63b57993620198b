using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Health;

/// <summary>Registers the health monitoring of resources.</summary>
internal static class ResourceHealthChecks
{
    /// <summary>DCP's proxy holds a connection until a backend listens, so a check without a limit may never end.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    public static void AddResourceHealthChecks(this IServiceCollection services)
    {
        services.AddOptions<HealthCheckServiceOptions>()
            .PostConfigure(options =>
            {
                foreach (var registration in options.Registrations.Where(registration => registration.Timeout == Timeout.InfiniteTimeSpan))
                {
                    registration.Timeout = DefaultTimeout;
                }
            })
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<HealthCheckServiceOptions>, EveryKeyIsRegistered>();
        services.AddHostedService<ResourceHealthCheckService>();
    }

    private sealed class EveryKeyIsRegistered(DistributedApplicationModel model) : IValidateOptions<HealthCheckServiceOptions>
    {
        public ValidateOptionsResult Validate(string? name, HealthCheckServiceOptions options)
        {
            var registered = options.Registrations.Select(registration => registration.Name).ToHashSet(StringComparer.Ordinal);
            string[] missing =
            [
                .. from resource in model.Resources
                   from check in resource.Annotations.OfType<HealthCheckAnnotation>()
                   where !registered.Contains(check.Key)
                   select $"The health check '{check.Key}' is not registered and is required for resource '{resource.Name}'.",
            ];
            return missing.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(missing);
        }
    }
}
