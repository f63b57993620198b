using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sage.ServiceDefaults.Errors;
using Sage.ServiceDefaults.Health;
using Sage.ServiceDefaults.Proxies;
using Sage.ServiceDefaults.Telemetry;

namespace Sage.ServiceDefaults;

/// <summary>What every process of Sage has in common.</summary>
public static class ServiceDefaultsExtensions
{
    // The generic host's own setting: DOTNET_SHUTDOWNTIMEOUTSECONDS.
    private const string ShutdownTimeoutKey = "shutdownTimeoutSeconds";

    // DCP kills a process 6 s after SIGTERM: less, with room for the last telemetry. Who gives it longer says so by the setting.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(4);

    /// <summary>Adds telemetry, health checks, problem details, production logging and a bounded shutdown.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        if (builder.Configuration[ShutdownTimeoutKey] is null)
        {
            builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        }


        builder.AddDefaultLogging();
        builder.AddTelemetry();
        builder.AddForwardedHops();
        builder.Services.AddDefaultHealthChecks();
        builder.Services.AddDefaultProblemDetails();
        return builder;
    }

    /// <summary>Adds the middleware for span names and errors, and maps the health endpoints.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseMiddleware<ServerSpanMiddleware>();
        app.UseDefaultErrors();
        app.MapHealthEndpoints();
        return app;
    }

    private static void AddDefaultLogging(this IHostApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment())
        {
            return;
        }

        builder.Logging.AddJsonConsole(console =>
        {
            console.IncludeScopes = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
    }
}
