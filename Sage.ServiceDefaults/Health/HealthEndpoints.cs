using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Sage.ServiceDefaults.Health;

/// <summary>/alive: this process answers. /health: it can do its work. Both in every environment: load balancers need them.</summary>
internal static class HealthEndpoints
{
    public const string ReadyPath = "/health";
    public const string AlivePath = "/alive";

    private const string AliveTag = "live";

    public static bool IsProbe(string path) =>
        path.Equals(ReadyPath, StringComparison.OrdinalIgnoreCase) || path.Equals(AlivePath, StringComparison.OrdinalIgnoreCase);

    public static void AddDefaultHealthChecks(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [AliveTag]);

        // After all client integrations have registered their checks.
        services.AddOptions<HealthCheckServiceOptions>().PostConfigure<TimeProvider>(static (options, time) =>
        {
            foreach (var registration in options.Registrations.Where(r => !r.Tags.Contains(AliveTag)))
            {
                var create = registration.Factory;
                var outage = new StoreOutage(time);
                registration.Factory = services => new StoreHealthCheck(create(services), outage);
            }
        });
    }

    public static void MapHealthEndpoints(this WebApplication app)
    {
        app.Map(ReadyPath, new HealthCheckOptions { ResponseWriter = WriteAsync });
        app.Map(AlivePath, new HealthCheckOptions { ResponseWriter = WriteAsync, Predicate = r => r.Tags.Contains(AliveTag) });
    }

    private static void Map(this WebApplication app, string path, HealthCheckOptions options) =>
        app.MapHealthChecks(path, options).AllowAnonymous().DisableHttpMetrics().ShortCircuit();

    // Names and states only: descriptions and exceptions may hold host names and more.
    private static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", report.Status.ToString());
        json.WriteStartObject("checks");
        foreach (var (name, entry) in report.Entries)
        {
            json.WriteString(name, entry.Status.ToString());
        }

        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }
}
