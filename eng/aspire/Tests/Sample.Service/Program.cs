using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

var builder = WebApplication.CreateBuilder(args);
var telemetry = builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not null;
if (telemetry)
{
    builder.Logging.AddOpenTelemetry(logging =>
    {
        logging.IncludeFormattedMessage = true;
        logging.AddOtlpExporter();
    });
}

var traces = telemetry ? Sdk.CreateTracerProviderBuilder().AddSource("Microsoft.AspNetCore").AddOtlpExporter().Build() : null;
var metrics = telemetry ? Sdk.CreateMeterProviderBuilder().AddMeter("Microsoft.AspNetCore.Hosting").AddOtlpExporter().Build() : null;

var app = builder.Build();

app.MapGet("/health", () => "ok");
app.MapGet("/greeting", (IConfiguration configuration, ILogger<Program> logger) =>
{
    logger.LogWarning("Somebody is greeted with {Greeting}.", configuration["GREETING"]);
    return configuration["GREETING"];
});

// Neither the application nor telemetry is disposed of: the dashboard ends at the same time, and a last export would wait for it.
await app.StartAsync();
await app.WaitForShutdownAsync();
GC.KeepAlive((traces, metrics));
