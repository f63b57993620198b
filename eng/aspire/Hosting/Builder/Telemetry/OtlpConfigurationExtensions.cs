using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Sending telemetry to the dashboard.</summary>
public static class OtlpConfigurationExtensions
{
    /// <summary>Sets the variables that make an OpenTelemetry SDK send to the dashboard.</summary>
    public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment)
        => Add(resource, configuration, environment, protocol: null);

    /// <summary>Sets the variables that make an OpenTelemetry SDK send to the dashboard by the protocol.</summary>
    public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol protocol)
        => Add(resource, configuration, environment, protocol);

    /// <summary>Makes the resource's OpenTelemetry SDK send to the dashboard.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment
        => With(builder, protocol: null);

    /// <summary>Makes the resource's OpenTelemetry SDK send to the dashboard by the protocol.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder, OtlpProtocol protocol)
        where T : IResourceWithEnvironment
        => With(builder, protocol);

    private static IResourceBuilder<T> With<T>(IResourceBuilder<T> builder, OtlpProtocol? protocol)
        where T : IResourceWithEnvironment
    {
        Add(builder.Resource, builder.ApplicationBuilder.Configuration, builder.ApplicationBuilder.Environment, protocol);
        return builder;
    }

    private static void Add(IResource resource, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol? protocol)
    {
        ArgumentNullException.ThrowIfNull(resource);
        resource.Annotations.Add(new OtlpExporterAnnotation { RequiredProtocol = protocol });
        resource.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
        {
            // Removing the annotation later switches the exporter off again.
            if (context.ExecutionContext.IsRunMode && resource.TryGetLastAnnotation<OtlpExporterAnnotation>(out var exporter))
            {
                OtlpVariables.Set(context, configuration, environment, exporter.RequiredProtocol);
            }
        }));
    }
}
