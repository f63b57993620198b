using System.Text.RegularExpressions;
using Amazon.CDK.AWS.ECS;
using Sage.AppHost.Aws.Alerts.Watching;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Compute;

/// <summary>
/// The OpenTelemetry collector beside each long-running container: OTLP in, X-Ray, CloudWatch metrics and CloudWatch logs out. It may die
/// without taking the task along.
/// </summary>
internal static class TelemetryCollector
{
    public const string ContainerName = "collector";

    // AWS Distro for OpenTelemetry; pinned, a new version is a reviewed change.
    private const string Image = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3";
    private const int MemoryMiB = 200;

    // One request in ten; metrics and logs are not sampled.
    private const string SampledShare = "0.1";

    /// <summary>What tells the OpenTelemetry SDK in the container where the collector is.</summary>
    public static Dictionary<string, string> Variables(AwsPlan plan, PlannedTask task) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://localhost:4317",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
        ["OTEL_SERVICE_NAME"] = task.Resource.Name,
        ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.namespace={plan.Settings.Application},deployment.environment.name={plan.Settings.Stage.ToString().ToLowerInvariant()}",
        // CloudWatch adds up what it gets, and knows percentiles of exponential histograms only: the exporter makes sum, count, least and
        // most of the others, and takes the growing totals of any histogram for new values
        // (https://github.com/open-telemetry/opentelemetry-collector-contrib/issues/18245, pull request 22626).
        ["OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"] = "delta",
        ["OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION"] = "base2_exponential_bucket_histogram",
        ["OTEL_TRACES_SAMPLER"] = "parentbased_traceidratio",
        ["OTEL_TRACES_SAMPLER_ARG"] = SampledShare,
    };

    public static ContainerDefinitionOptions Options(AwsPlan plan, string logGroup, LogDriver logging) => new()
    {
        ContainerName = ContainerName,
        Image = ContainerImage.FromRegistry(Image),
        Essential = false,
        MemoryLimitMiB = MemoryMiB,
        ReadonlyRootFilesystem = true,
        Logging = logging,
        Environment = new Dictionary<string, string> { ["AOT_CONFIG_CONTENT"] = Configuration(plan, logGroup) },
        // The image brings this program: https://github.com/aws-observability/aws-otel-collector/blob/main/docs/developers/ecs-demo.md
        HealthCheck = new HealthCheck { Command = ["CMD", "/healthcheck"] },
    };

    private static string Configuration(AwsPlan plan, string logGroup) => $$"""
        extensions:
          health_check: {}
        receivers:
          otlp:
            protocols:
              grpc: { endpoint: "127.0.0.1:4317" }
              http: { endpoint: "127.0.0.1:4318" }
        processors:
          resourcedetection: { detectors: [env, ecs], timeout: 2s, override: false }
          memory_limiter: { check_interval: 1s, limit_mib: {{MemoryMiB * 3 / 4}} }
          batch: { timeout: 5s, send_batch_max_size: 1000 }
        exporters:
          awsxray: { region: {{plan.Settings.Region.SystemName}} }
          awsemf:
            region: {{plan.Settings.Region.SystemName}}
            namespace: {{MetricNamespace.Of(plan.Settings)}}
            log_group_name: "{{logGroup}}"
            log_stream_name: "metrics/{TaskId}"
            resource_to_telemetry_conversion: { enabled: false }
            dimension_rollup_option: NoDimensionRollup
            metric_declarations: {{Declarations(plan)}}
            metric_descriptors: {{Descriptors(plan)}}
          awscloudwatchlogs:
            region: {{plan.Settings.Region.SystemName}}
            log_group_name: "{{logGroup}}"
            log_stream_name: "otlp"
        service:
          extensions: [health_check]
          pipelines:
            traces: { receivers: [otlp], processors: [memory_limiter, resourcedetection, batch], exporters: [awsxray] }
            metrics: { receivers: [otlp], processors: [memory_limiter, resourcedetection, batch], exporters: [awsemf] }
            logs: { receivers: [otlp], processors: [memory_limiter, resourcedetection, batch], exporters: [awscloudwatchlogs] }

        """;

    // Each name and set of dimensions is a metric of its own, and costs. Those with alarms become metrics, without dimensions, as the alarms
    // look for them; all others stay in the log, where Logs Insights finds them. $$ is the collector's way to write $.
    private static string Declarations(AwsPlan plan) => ApplicationAlarms.MetricsOf(plan) is { Count: > 0 } names
        ? $$"""[{ dimensions: [[]], metric_name_selectors: [{{Quoted($"^({string.Join('|', names.Select(metric => Regex.Escape(metric.Name)))})$$")}}] }]"""
        : "[]";

    // A unit such as {item}, which OpenTelemetry recommends, would go out as it is, and CloudWatch has a list of its own
    // (contrib, exporter/awsemfexporter, translateUnit).
    private static string Descriptors(AwsPlan plan)
        => $"[{string.Join(", ", ApplicationAlarms.MetricsOf(plan).Select(metric => $$"""{ metric_name: {{Quoted(metric.Name)}}, unit: {{metric.Unit.CloudWatch}}, overwrite: true }"""))}]";

    // In YAML a backslash is itself between single quotes only.
    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
