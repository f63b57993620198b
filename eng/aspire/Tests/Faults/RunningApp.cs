using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Tests.Faults;

/// <summary>An application on the real DCP, with what it says on its console.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ConsoleLines _console;

    private RunningApp(DistributedApplication app, ConsoleLines console) => (App, _console) = (app, console);

    public DistributedApplication App { get; }

    public IReadOnlyList<string> Console => [.. _console.Lines];

    public string Session => App.Services.GetRequiredService<DcpHost>().SessionDirectory ?? throw new InvalidOperationException("DCP has not been started.");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<RunningApp> StartAsync(Action<IDistributedApplicationTestingBuilder> configure)
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        var console = new ConsoleLines();
        builder.Services.AddLogging(logging => logging.AddProvider(console));
        configure(builder);
        var app = await builder.BuildAsync(Cancelled);
        try
        {
            await app.StartAsync(Cancelled).WaitAsync(Patience, Cancelled);
            return new RunningApp(app, console);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public Task<ResourceEvent> UntilAsync(string name, string state) => UntilAsync(name, snapshot => snapshot.State?.Text == state);

    public Task<ResourceEvent> UntilAsync(string name, Func<CustomResourceSnapshot, bool> condition)
        => App.ResourceNotifications.WaitForResourceAsync(name, change => condition(change.Snapshot), Cancelled).WaitAsync(Patience, Cancelled);

    public async Task<ExecuteCommandResult> ExecuteAsync(string name, string command)
        => await App.ResourceCommands.ExecuteCommandAsync(name, command, Cancelled).WaitAsync(Patience, Cancelled);

    public static int Pid(ResourceEvent change)
        => Convert.ToInt32(change.Snapshot.Properties.Single(property => property.Name == "executable.pid").Value, CultureInfo.InvariantCulture);

    public static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public async Task<string> LogAsync(string name)
    {
        var lines = new List<string>();
        await foreach (var batch in App.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(Resource(name)).WithCancellation(Cancelled))
        {
            lines.AddRange(batch.Select(line => line.Content));
        }

        return string.Join('\n', lines);
    }

    public IResource Resource(string name) => App.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(resource => resource.Name == name);

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var timeout = new CancellationTokenSource(Patience);
        while (!condition())
        {
            try
            {
                await timer.WaitForNextTickAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"{what} has not happened within {Patience.TotalSeconds} s.");
            }
        }
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
