using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Faults;

/// <summary>Code of the AppHost that throws: what it belongs to shows it, and everything else goes on.</summary>
public sealed class CallbackFaultTests : IAsyncLifetime
{
    private RunningApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await RunningApp.StartAsync(builder =>
    {
        IResourceBuilder<ExecutableResource> Add(string name) => builder.AddExecutable(name, "sleep", ".", "1000");
        static Exception Error(string what) => new InvalidOperationException($"no {what} today");

        Add("environment").WithEnvironment(_ => throw Error("environment"));
        Add("arguments").WithArgs((CommandLineArgsCallbackContext _) => throw Error("arguments"));
        Add("urls").WithHttpEndpoint().WithUrls((ResourceUrlsCallbackContext _) => throw Error("urls"));
        builder.Services.AddHealthChecks().AddCheck("broken", () => throw Error("check"));
        Add("check").WithHealthCheck("broken");
        Add("before-start").OnBeforeResourceStarted((_, _, _) => throw Error("before-start"));
        Add("initialize").OnInitializeResource((_, _, _) => throw Error("initialize"));
        Add("ready").OnResourceReady((_, _, _) => throw Error("ready"));
        Add("stopped").OnResourceStopped((_, _, _) => throw Error("stopped"));
        Add("command").WithCommand("break", "Break", _ => throw Error("command"));
        var parameter = builder.AddParameter("parameter", () => throw Error("value"));
        Add("uses-parameter").WithEnvironment("VALUE", parameter);
        Add("other").WithHttpEndpoint();
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Each_failing_callback_fails_what_it_belongs_to_and_nothing_else()
    {
        await _app.UntilAsync("other", KnownResourceStates.Running);
        foreach (var name in (string[])["environment", "arguments", "before-start"])
        {
            await _app.UntilAsync(name, KnownResourceStates.FailedToStart);
            Assert.Contains($"no {name} today", await _app.LogAsync(name), StringComparison.Ordinal);
        }

        foreach (var name in (string[])["urls", "check", "ready", "stopped", "command"])
        {
            await _app.UntilAsync(name, KnownResourceStates.Running);
        }

        Assert.Contains("no urls today", await _app.LogAsync("urls"), StringComparison.Ordinal);
        Assert.Contains("no initialize today", await _app.LogAsync("initialize"), StringComparison.Ordinal);
        await _app.UntilAsync("check", snapshot => snapshot.HealthReports is [{ Status: HealthStatus.Unhealthy, ExceptionText: { } text }] && text.Contains("no check today", StringComparison.Ordinal));
        await RunningApp.UntilAsync(() => _app.Console.Any(line => line.Contains("subscriber of ResourceReadyEvent of resource 'ready' failed", StringComparison.Ordinal)), "The line about the ready event");

        Assert.Equal((false, "no command today"), await ResultAsync("command", "break"));
        Assert.Equal("Error initializing parameter", (await _app.UntilAsync("parameter", snapshot => snapshot.State is not null)).Snapshot.State?.Text);
        await _app.UntilAsync("uses-parameter", KnownResourceStates.FailedToStart);
        Assert.Contains("no value today", await _app.LogAsync("uses-parameter"), StringComparison.Ordinal);

        Assert.True((await _app.ExecuteAsync("stopped", KnownResourceCommands.StopCommand)).Success);
        await _app.UntilAsync("stopped", KnownResourceStates.Finished);
        await RunningApp.UntilAsync(() => _app.Console.Any(line => line.Contains("The state Finished of stopped", StringComparison.Ordinal)), "The line about the stopped event");
    }

    [Fact]
    public async Task A_handler_of_allocated_addresses_that_throws_stops_the_start_as_in_Aspire()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningApp.StartAsync(builder => builder.AddExecutable("tool", "sleep", ".", "1000")
            .WithHttpEndpoint()
            .OnResourceEndpointsAllocated((_, _, _) => throw new InvalidOperationException("no endpoints today"))));

        Assert.Equal("no endpoints today", exception.Message);
    }

    private async Task<(bool Success, string? Message)> ResultAsync(string resource, string command)
    {
        var result = await _app.ExecuteAsync(resource, command);
        return (result.Success, result.Message);
    }
}
