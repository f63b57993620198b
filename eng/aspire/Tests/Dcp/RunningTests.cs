using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Dcp;

/// <summary>Processes on the real DCP.</summary>
public sealed class RunningTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_learns_the_port_behind_its_proxy_and_others_learn_the_one_before_it()
    {
        await using var app = await StartAsync(builder =>
        {
            var server = builder.AddExecutable("server", "sh", ".", "-c", "echo target=$PORT, inside=http://0.0.0.0:$PORT/x; sleep 1000").WithHttpEndpoint(env: "PORT");
            builder.AddExecutable("client", "sh", ".", "-c", "echo url=$URL; sleep 1000").WithEnvironment("URL", server.GetEndpoint("http"));
        });

        var target = (await ReadLineAsync(app, "server", line => IsOutput(line, "target="))).Split("target=")[1].Split(',')[0];
        var url = (await ReadLineAsync(app, "client", line => IsOutput(line, "url="))).Split("url=")[1];

        var endpoint = app.GetEndpoint("server", "http");
        Assert.Equal(endpoint, new Uri(url));
        Assert.InRange(int.Parse(target, System.Globalization.CultureInfo.InvariantCulture), 1, 65535);
        Assert.NotEqual(endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), target);
    }

    [Fact]
    public async Task A_port_in_use_fails_its_resource_alone_and_can_be_tried_again()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var app = await StartAsync(builder =>
        {
            builder.Configuration["DcpPublisher:RandomizePorts"] = "false";
            builder.AddExecutable("taken", "sleep", ".", "1000").WithHttpEndpoint(port: port);
            builder.AddExecutable("other", "sleep", ".", "1000");
        });

        await WaitAsync(app, "other", KnownResourceStates.Running);
        await WaitAsync(app, "taken", KnownResourceStates.FailedToStart);
        Assert.Contains($"port {port} is already in use", await ReadLineAsync(app, "taken", line => line.Contains("port", StringComparison.Ordinal)), StringComparison.Ordinal);

        listener.Stop();
        var result = await app.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync("taken", KnownResourceCommands.StartCommand, Cancelled);
        Assert.True(result.Success, result.Message);
        await WaitAsync(app, "taken", KnownResourceStates.Running);
    }

    [Fact]
    public async Task A_callback_that_throws_fails_its_resource_alone()
    {
        await using var app = await StartAsync(builder =>
        {
            builder.AddExecutable("throws", "sleep", ".", "1000").WithEnvironment("X", () => throw new InvalidOperationException("no value today"));
            builder.AddExecutable("other", "sleep", ".", "1000");
        });

        await WaitAsync(app, "other", KnownResourceStates.Running);
        await WaitAsync(app, "throws", KnownResourceStates.FailedToStart);
        Assert.NotEmpty(await ReadLineAsync(app, "throws", line => line.Contains("no value today", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_program_that_is_missing_is_named_in_the_log_of_its_resource()
    {
        await using var app = await StartAsync(builder => builder.AddExecutable("tool", "/no/such/program", "."));

        await WaitAsync(app, "tool", KnownResourceStates.FailedToStart);
        Assert.NotEmpty(await ReadLineAsync(app, "tool", line => line.Contains("[sys] Failed to start a process: Cmd = /no/such/program", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_restart_keeps_the_address_and_runs_the_callbacks_again()
    {
        var runs = 0;
        await using var app = await StartAsync(builder => builder.AddExecutable("tool", "sleep", ".", "1000")
            .WithHttpEndpoint()
            .WithEnvironment(context => context.EnvironmentVariables["RUN"] = $"{++runs}"));
        await WaitAsync(app, "tool", KnownResourceStates.Running);
        var (endpoint, first) = (app.GetEndpoint("tool", "http"), Pid(app, "tool"));

        var result = await app.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync("tool", KnownResourceCommands.RestartCommand, Cancelled);

        Assert.True(result.Success, result.Message);
        await app.ResourceNotifications.WaitForResourceAsync("tool", change => change.Snapshot.State?.Text == KnownResourceStates.Running && !Equals(change.Snapshot.Properties.Single(property => property.Name == "executable.pid").Value, first), Cancelled).WaitAsync(Patience, Cancelled);
        Assert.Equal(endpoint, app.GetEndpoint("tool", "http"));
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task The_whole_output_is_there_when_the_end_is_reported()
    {
        await using var app = await StartAsync(builder => builder.AddExecutable("chatty", "sh", ".", "-c", "sleep 1; i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done; exit 5"));
        var logs = app.Services.GetRequiredService<ResourceLoggerService>();
        var seen = new List<string>();
        var watching = Task.Run(async () =>
        {
            await foreach (var batch in logs.WatchAsync(Resource(app, "chatty")).WithCancellation(Cancelled))
            {
                seen.AddRange(batch.Select(line => line.Content).Where(content => IsOutput(content, "line ")));
                if (seen.Count >= 3000)
                {
                    return;
                }
            }
        }, Cancelled);

        var finished = await WaitAsync(app, "chatty", KnownResourceStates.Finished);
        await watching.WaitAsync(Patience, Cancelled);

        Assert.Equal(5, finished.Snapshot.ExitCode);
        Assert.Equal(Enumerable.Range(0, 3000).Select(number => $"line {number}"), seen.Select(content => content[content.IndexOf("line ", StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task A_resource_that_starts_explicitly_waits_to_be_told()
    {
        await using var app = await StartAsync(builder => builder.AddExecutable("later", "sleep", ".", "1000").WithExplicitStart());
        await WaitAsync(app, "later", KnownResourceStates.NotStarted);

        await app.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync("later", KnownResourceCommands.StartCommand, Cancelled);
        await WaitAsync(app, "later", KnownResourceStates.Running);
        await app.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync("later", KnownResourceCommands.StopCommand, Cancelled);

        await WaitAsync(app, "later", KnownResourceStates.Finished);
    }

    private static async Task<DistributedApplication> StartAsync(Action<IDistributedApplicationTestingBuilder> configure)
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        configure(builder);
        var app = await builder.BuildAsync(Cancelled);
        await app.StartAsync(Cancelled).WaitAsync(Patience, Cancelled);
        return app;
    }

    private static async Task<ResourceEvent> WaitAsync(DistributedApplication app, string name, string state) =>
        await app.ResourceNotifications.WaitForResourceAsync(name, change => change.Snapshot.State?.Text == state, Cancelled).WaitAsync(Patience, Cancelled);

    private static async Task<string> ReadLineAsync(DistributedApplication app, string name, Func<string, bool> isWanted)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        timeout.CancelAfter(Patience);
        await foreach (var batch in app.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(Resource(app, name)).WithCancellation(timeout.Token))
        {
            if (batch.FirstOrDefault(line => isWanted(line.Content)) is { Content: { } content })
            {
                return content;
            }
        }

        throw new InvalidOperationException($"The log of {name} has ended.");
    }

    /// <summary>DCP writes the command line, and so the text to look for, into the log as well.</summary>
    private static bool IsOutput(string line, string text) => line.Contains(text, StringComparison.Ordinal) && !line.Contains("[sys]", StringComparison.Ordinal);

    private static IResource Resource(DistributedApplication app, string name) => app.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(resource => resource.Name == name);

    private static object? Pid(DistributedApplication app, string name) =>
        app.ResourceNotifications.TryGetCurrentState(name, out var state) ? state.Snapshot.Properties.Single(property => property.Name == "executable.pid").Value : null;
}
