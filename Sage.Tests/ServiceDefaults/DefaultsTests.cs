using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Sage.ServiceDefaults;
using Sage.Tests.Market;

namespace Sage.Tests.ServiceDefaults;

public sealed class DefaultsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Every_error_is_a_problem_document_without_inner_details(string environment)
    {
        await using var app = await StartAsync(environment);
        var client = app.GetTestClient();

        foreach (var (path, method, status) in new[]
        {
            ("/nothing", HttpMethod.Get, HttpStatusCode.NotFound),
            ("/number/1", HttpMethod.Delete, HttpStatusCode.MethodNotAllowed),
            ("/number/x", HttpMethod.Get, HttpStatusCode.BadRequest),
            ("/throw", HttpMethod.Get, HttpStatusCode.InternalServerError),
        })
        {
            using var response = await client.SendAsync(new HttpRequestMessage(method, path), Cancel);

            Assert.Equal(status, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            var text = await response.Content.ReadAsStringAsync(Cancel);
            Assert.Equal((int)status, JsonDocument.Parse(text).RootElement.GetProperty("status").GetInt32());
            Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task A_store_that_is_down_degrades_health_and_later_fails_it(string environment)
    {
        var time = new FakeTime();
        await using var app = await StartAsync(environment, time, store: () => throw new InvalidOperationException("Password=hunter2"));
        var client = app.GetTestClient();

        using var first = await client.GetAsync("/health", Cancel);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("""{"status":"Degraded","checks":{"self":"Healthy","store":"Degraded"}}""", await first.Content.ReadAsStringAsync(Cancel));

        time.Advance(TimeSpan.FromMinutes(5));
        using var later = await client.GetAsync("/health", Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, later.StatusCode);
        Assert.Equal("""{"status":"Unhealthy","checks":{"self":"Healthy","store":"Unhealthy"}}""", await later.Content.ReadAsStringAsync(Cancel));

        using var alive = await client.GetAsync("/alive", Cancel);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal("""{"status":"Healthy","checks":{"self":"Healthy"}}""", await alive.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Spans_are_named_by_method_and_route_and_probes_leave_none()
    {
        var ended = new EndedSpans();
        await using (var app = await StartAsync("Production", collector: "http://127.0.0.1:1", configure: services =>
            services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(ended))))
        {
            var client = app.GetTestClient();
            await client.GetAsync("/health", Cancel);
            await client.GetFromJsonAsync<int>("/number/7", Cancel);
            await client.GetAsync("/throw", Cancel);
            await app.StopAsync(Cancel);
        }

        Assert.Equal(["GET /number/{number:int?}", "GET /throw"], ended.Spans.Select(span => span.DisplayName));
        Assert.Equal([200, 500], ended.Spans.Select(span => span.GetTagItem("http.response.status_code")));
        Assert.Equal(ActivityStatusCode.Error, ended.Spans[1].Status);
    }

    private static async Task<WebApplication> StartAsync(string environment, TimeProvider? time = null, Func<HealthCheckResult>? store = null, Action<IServiceCollection>? configure = null, string? collector = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector;
        builder.AddServiceDefaults();
        if (store is not null)
        {
            builder.Services.AddHealthChecks().AddCheck("store", store);
        }

        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapGet("/number/{number:int?}", (int? number) => number ?? 0);
        app.MapGet("/number/x", (int required) => required);
        app.MapGet("/throw", IResult () => throw new InvalidOperationException("Password=hunter2"));
        await app.StartAsync(Cancel);
        return app;
    }

    private sealed class EndedSpans : BaseProcessor<Activity>
    {
        public List<Activity> Spans { get; } = [];

        // Sources belong to the process: other tests' requests pass here too.
        public override void OnEnd(Activity data)
        {
            if (data.GetTagItem("url.path") is "/number/7" or "/throw" or "/health")
            {
                lock (Spans)
                {
                    Spans.Add(data);
                }
            }
        }
    }
}
