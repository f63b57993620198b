using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sage.ServiceDefaults;
using Sage.ServiceDefaults.Health;
using Sage.Tests.Market;

namespace Sage.Tests.ServiceDefaults;

public sealed class HealthCheckCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_fails_over_leaves_the_task_running_and_one_that_stays_away_does_not()
    {
        var time = new FakeTime();
        await using var app = await StartAsync(services =>
        {
            services.AddSingleton<TimeProvider>(time);
            services.AddHealthChecks().AddCheck("sage", () => HealthCheckResult.Unhealthy());
        });

        Assert.Equal((0, ""), await CheckAsync(app));

        // RDS fails over in one to two minutes.
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal((0, ""), await CheckAsync(app));

        time.Advance(TimeSpan.FromMinutes(1));
        var (exitCode, error) = await CheckAsync(app);
        Assert.Equal(1, exitCode);
        Assert.Equal($$$"""health check: {{{Address(app)}}} answered 503: {"status":"Unhealthy","checks":{"sage":"Unhealthy","self":"Healthy"}}""", error);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_not_healthy()
    {
        var time = new FakeTime();
        var asked = new TaskCompletionSource();
        await using var app = await StartAsync(services => services.AddSingleton<IStartupFilter>(new Before(async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        })));

        var check = CheckAsync(app, time);
        await asked.Task.WaitAsync(Cancel);
        time.Advance(HealthCheckCommand.Limit);

        Assert.Equal((1, $"health check: {Address(app)} gave no answer within 4 s."), await check.WaitAsync(Cancel));
    }

    [Theory]
    [InlineData(StatusCodes.Status302Found, "", "answered 302: ")]
    [InlineData(StatusCodes.Status500InternalServerError, "two\nlines", "answered 500: two lines")]
    public async Task Any_answer_but_success_is_not_healthy_and_takes_one_line(int status, string body, string fault)
    {
        await using var app = await StartAsync(services => services.AddSingleton<IStartupFilter>(new Before(context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (status, "/alive");
            return context.Response.WriteAsync(body);
        })));

        Assert.Equal((1, $"health check: {Address(app)} {fault}"), await CheckAsync(app));
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_is_healthy()
    {
        var app = await StartAsync();
        var address = Address(app);
        await app.DisposeAsync();

        var (exitCode, error) = await CheckAsync(new Uri(address).Port);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"health check: {address} cannot be asked: Connection refused", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ASPNETCORE_HTTP_PORTS")]
    [InlineData("HTTP_PORTS")]
    public async Task The_program_is_its_own_probe_and_goes_past_the_proxy(string setting)
    {
        var app = await StartAsync();
        var port = new Uri(Address(app)).Port.ToString(CultureInfo.InvariantCulture);

        Assert.Equal((0, ""), await RunProgramAsync(setting, port));

        await app.DisposeAsync();
        var (exitCode, error) = await RunProgramAsync(setting, port);
        Assert.Equal(1, exitCode);
        Assert.StartsWith("health check: ", error, StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Error)> CheckAsync(WebApplication app, TimeProvider? time = null) => CheckAsync(new Uri(Address(app)).Port, time);

    private static async Task<(int ExitCode, string Error)> CheckAsync(int port, TimeProvider? time = null)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("HTTP_PORTS", port.ToString(CultureInfo.InvariantCulture))]).Build();
        using var error = new StringWriter();
        var exitCode = await HealthCheckCommand.RunAsync(settings, error, time ?? TimeProvider.System);
        return (exitCode, error.ToString().TrimEnd(Environment.NewLine.ToCharArray()));
    }

    private static async Task<(int ExitCode, string Error)> RunProgramAsync(string setting, string value)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(Sage.Api.SageApi).Assembly.Location, HealthCheckCommand.Argument])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            Environment = { [setting] = value, ["http_proxy"] = "http://127.0.0.1:9", ["no_proxy"] = "" },
        };
        using var program = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var error = await program.StandardError.ReadToEndAsync(Cancel);
        await program.WaitForExitAsync(Cancel);
        return (program.ExitCode, error);
    }

    private static string Address(WebApplication app) => $"{app.Urls.Single()}/health";

    private static async Task<WebApplication> StartAsync(Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configure?.Invoke(builder.Services);
        builder.AddServiceDefaults();

        var app = builder.Build();
        app.UseServiceDefaults();
        await app.StartAsync(Cancel);
        return app;
    }

    /// <summary>Answers everything itself.</summary>
    private sealed class Before(RequestDelegate answer) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app => app.Run(answer);
    }
}
