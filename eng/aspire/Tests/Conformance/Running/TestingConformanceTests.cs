using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Tests.Conformance;

/// <summary>What a test sees of an application: configuration, clients, endpoints, mistakes, and what the processes are given.</summary>
public sealed class TestingConformanceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    // From the launch profile and the machine of the recorded AppHost; this assembly has no profile.
    private static readonly string[] OfTheRecording = ["DASHBOARD_TELEMETRY_OPTOUT", "VERSION_CHECK_DISABLED", "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ENVIRONMENT"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void A_testing_builder_has_the_configuration_Aspire_gives_it()
    {
        using var document = ExpectedModel.Open("18-testing.json");
        var expected = document.RootElement.GetProperty("testing").GetProperty("configuration").EnumerateArray()
            .Select(entry => (Key: entry.GetProperty("Key").GetString()!, Testing: entry.GetProperty("Value").GetString(), Plain: entry.GetProperty("plainBuilder").GetString()))
            .Where(entry => !OfTheRecording.Contains(entry.Key, StringComparer.Ordinal))
            .Select(entry => $"{entry.Key} = {Shape(entry.Testing)}, without testing {Shape(entry.Plain)}");
        var plain = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { AssemblyName = typeof(TestingConformanceTests).Assembly.GetName().Name, DisableDashboard = true });
        using var builder = DistributedApplicationTestingBuilder.Create();

        var actual = builder.Configuration.AsEnumerable()
            .Where(entry => entry.Value is not null && !IsOfTheEnvironment(entry.Key) && !OfTheRecording.Contains(entry.Key, StringComparer.Ordinal))
            .Select(entry => $"{entry.Key} = {Shape(entry.Value)}, without testing {Shape(plain.Configuration[entry.Key])}");

        Assert.Equal(string.Join('\n', expected.Order(StringComparer.Ordinal)), string.Join('\n', actual.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_running_application_answers_a_test_as_Aspire_does()
    {
        using var document = ExpectedModel.Open("18-testing.json");
        var recorded = document.RootElement.GetProperty("testing");
        using var files = new BuiltFiles();
        await using var builder = DistributedApplicationTestingBuilder.Create("--environment=Development");
        ConformanceModels.Named("18-testing")(new(builder, files));
        RunningConformanceTests.Prepare(builder, files);
        await using var app = await builder.BuildAsync(Cancelled);

        var facts = new Facts();
        await facts.AddAsync("environment", () => Task.FromResult<object?>(new { env = app.Services.GetRequiredService<IHostEnvironment>().EnvironmentName, isRun = app.Services.GetRequiredService<DistributedApplicationExecutionContext>().IsRunMode }), isOutcome: false);
        await facts.AddAsync("CreateHttpClient before start", () => ClientAsync(app, "api", endpoint: null));
        await facts.AddAsync("GetEndpoint before start", () => Task.FromResult<object?>(app.GetEndpoint("api").ToString()));
        await app.StartAsync(Cancelled).WaitAsync(Patience, Cancelled);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("api", Cancelled).WaitAsync(Patience, Cancelled);
        foreach (var (resource, endpoint) in ((string, string?)[])[("api", null), ("api", "http"), ("api", "secure"), ("api", "nope"), ("web", null), ("tool", null), ("nosuch", null), ("cs", null), ("API", null)])
        {
            await facts.AddAsync($"CreateHttpClient {resource} {endpoint}", () => ClientAsync(app, resource, endpoint));
            await facts.AddAsync($"GetEndpoint {resource} {endpoint}", () => Task.FromResult<object?>(app.GetEndpoint(resource, endpoint).ToString()));
        }

        foreach (var resource in (string[])["cs", "api", "nosuch", "sec"])
        {
            await facts.AddAsync($"GetConnectionStringAsync {resource}", async () => await app.GetConnectionStringAsync(resource, Cancelled));
        }

        using var client = app.CreateHttpClient("api");
        await facts.AddAsync("GET /health", async () => await client.GetStringAsync("/health", Cancelled));
        await facts.AddAsync("web fixed port 18318 kept?", () => Task.FromResult<object?>(app.GetEndpoint("web").Port == 18318));
        await facts.AddAsync("WaitForResourceHealthyAsync nosuch DUR", async () => await app.ResourceNotifications.WaitForResourceHealthyAsync("nosuch", Cancelled).WaitAsync(Patience, Cancelled));
        await facts.AddAsync("WaitForResourceHealthyAsync done (exited 7)", async () => await app.ResourceNotifications.WaitForResourceHealthyAsync("done", WaitBehavior.StopOnResourceUnavailable, Cancelled).WaitAsync(Patience, Cancelled));

        Assert.Equal(
            string.Join('\n', recorded.GetProperty("facts").EnumerateArray().Select(fact => RunText.Normalize(JsonSerializer.Serialize(fact)))),
            string.Join('\n', facts.Lines.Select(RunText.Normalize)));

        var expected = ExpectedRun.OfDumps(recorded.GetProperty("dumps"));
        await RunningConformanceTests.UntilAsync(() => expected.Names.All(name => files.Starts(name) > 0));
        Assert.Empty(RunningConformanceTests.Differences(expected.Lines, new ActualRun(expected.Names, files.Dumps).Lines(withEvents: false, withSnapshots: false)));
    }

    private static Task<object?> ClientAsync(DistributedApplication app, string resource, string? endpoint)
    {
        using var client = app.CreateHttpClient(resource, endpoint);
        return Task.FromResult<object?>(client.BaseAddress?.ToString());
    }

    private static bool IsOfTheEnvironment(string key)
        => ((string[])["", "DOTNET_", "ASPNETCORE_", "ASPIRE_"]).Any(prefix => Environment.GetEnvironmentVariable(prefix + key.Replace(":", "__", StringComparison.Ordinal)) is not null);

    /// <summary>The recorded AppHost has another name and another place.</summary>
    private static string Shape(string? value) => value switch
    {
        null => "nothing",
        "Cap" or "Aspire.Hosting.Tests" => "the name",
        "TIME" or "00:00:30" => "a time",
        _ when value.StartsWith("PATH", StringComparison.Ordinal) || Path.IsPathRooted(value) => "a path",
        _ => RunText.Normalize(value),
    };

    private sealed class Facts
    {
        private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Default };

        public List<string> Lines { get; } = [];

        public async Task AddAsync(string fact, Func<Task<object?>> run, bool isOutcome = true)
        {
            object? value;
            try
            {
                var result = await run();
                value = isOutcome ? new { ok = result } : result;
            }
#pragma warning disable CA1031 // The exception is what is compared.
            catch (Exception e)
#pragma warning restore CA1031
            {
                value = Outcome(e);
            }

            Lines.Add(JsonSerializer.Serialize(new { fact, value }, Plain));
        }

        private static object Outcome(Exception e) => new { exception = e.GetType().FullName, message = e.Message, inner = e.InnerException is { } inner ? Outcome(inner) : null };
    }
}
