using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

internal static class OtlpVariables
{
    public static void Set(EnvironmentCallbackContext context, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol? protocol)
    {
        var variables = context.EnvironmentVariables;
        var (endpoint, usedProtocol) = OtlpEndpoint.Find(context.ExecutionContext, configuration, protocol);
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = usedProtocol;

        // DCP fills these in: every replica is an instance of its own.
        variables["OTEL_RESOURCE_ATTRIBUTES"] = """service.instance.id={{- index .Annotations "otel-service-instance-id" -}}""";
        variables["OTEL_SERVICE_NAME"] = """{{- index .Annotations "otel-service-name" -}}""";

        if (configuration["AppHost:OtlpApiKey"] is { } key)
        {
            variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}";
        }

        // A developer wants to see everything, and within a second.
        if (environment.IsDevelopment())
        {
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
            variables["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true";
        }
    }
}
