using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Sage.ServiceDefaults.Telemetry;

internal static class TelemetryExtensions
{
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "Sage.*"];

    private static readonly string[] Meters =
        ["Microsoft.AspNetCore.*", "System.Net.Http", "System.Net.NameResolution", "System.Runtime", "Npgsql", "Sage.*"];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        // Without somebody to send spans to, nobody makes them: a tenth of what an answer from memory costs (bench/market).
        var exports = !string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);

        if (exports)
        {
            // Off by default in .NET 10; with it the server's spans carry method and path when they start, which the sampler needs.
            AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        }

        var telemetry = new TelemetryBuilder(builder.Services);
        telemetry
            .ConfigureResource(resource => Describe(resource, builder))
            .WithTracing(tracing => tracing
                .AddSource(exports ? Sources : [])
                .SetSampler(new ProbeSampler(ConfiguredSampler.Create(builder.Configuration))))
            .WithMetrics(metrics => metrics.AddMeter(Meters))
            .WithLogging(configureBuilder: null, configureOptions: logs =>
            {
                logs.IncludeFormattedMessage = true;
                logs.IncludeScopes = true;
            });

        if (exports)
        {
            telemetry.UseOtlpExporter();
        }

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TelemetryService>());
    }

    private static void Describe(ResourceBuilder resource, IHostApplicationBuilder builder)
    {
        var attributes = new List<KeyValuePair<string, object>>
        {
            new("service.version", Version()),
            new("deployment.environment.name", builder.Environment.EnvironmentName),
        };
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_SERVICE_NAME"]))
        {
            attributes.Add(new("service.name", builder.Environment.ApplicationName));
        }

        resource.AddAttributes(attributes);
    }

    // "1.2.0+<commit>" when the build knows the commit.
    private static string Version()
    {
        var assembly = Assembly.GetEntryAssembly() ?? typeof(TelemetryExtensions).Assembly;
        return assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? assembly.GetName().Version?.ToString()
            ?? "unknown";
    }

    // The SDK's With… methods work on any IOpenTelemetryBuilder; they register the providers in the application's
    // container, where the ConfigureOpenTelemetry…Provider calls of client libraries reach them.
    private sealed class TelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
    {
        public IServiceCollection Services { get; } = services;
    }
}
