using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Faults;

/// <summary>Processes that do not do what they should.</summary>
public sealed class ProcessFaultTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_death_of_dcp_is_told_in_one_line_and_the_application_can_still_be_stopped()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "DCP is found by its command line in /proc.");
        await using var app = await RunningApp.StartAsync(builder => builder.AddExecutable("tool", "sleep", ".", "1000"));
        var pid = RunningApp.Pid(await app.UntilAsync("tool", KnownResourceStates.Running));

        foreach (var process in Process.GetProcesses().Where(process => CommandLine(process.Id).Contains(app.Session, StringComparison.Ordinal)))
        {
            process.Kill();
        }

        await RunningApp.UntilAsync(() => app.Console.Any(line => line.Contains("DCP does not answer any more", StringComparison.Ordinal)), "The line on the console");
        Assert.Single(app.Console, line => line.Contains("DCP does not answer any more", StringComparison.Ordinal));

        var session = app.Session;
        await app.App.StopAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
        await RunningApp.UntilAsync(() => !RunningApp.IsAlive(pid), "The end of the process");
        Assert.False(Directory.Exists(session));
    }

    [Fact]
    public async Task A_process_that_ignores_the_stop_is_ended_in_bounded_time()
    {
        await using var app = await RunningApp.StartAsync(builder => builder.AddExecutable("stubborn", "sh", ".", "-c", "trap '' TERM INT; echo deaf; while :; do sleep 1; done"));
        var pid = RunningApp.Pid(await app.UntilAsync("stubborn", KnownResourceStates.Running));
        // Before it has said so, it is not deaf yet.
        await RunningApp.UntilAsync(() => app.Console.Any(line => line.EndsWith("deaf", StringComparison.Ordinal)), "The first line of the process");

        var result = await app.ExecuteAsync("stubborn", KnownResourceCommands.StopCommand);

        Assert.True(result.Success, result.Message);
        await app.UntilAsync("stubborn", KnownResourceStates.Finished);
        Assert.False(RunningApp.IsAlive(pid));
    }

    [Fact]
    public async Task A_flood_of_output_costs_bounded_memory_and_its_reader_is_told_what_is_left_out()
    {
        const int Lines = 1_000_000; // 100 MB
        await using var app = await RunningApp.StartAsync(builder => builder.AddExecutable("flood", "sh", ".", "-c", $"yes {new string('x', 99)} | head -n {Lines}; echo the last line; exit 7"));
        var (received, leftOut, last) = (0L, 0L, new LogLine(0, "", IsErrorMessage: false));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        timeout.CancelAfter(RunningApp.Patience);
        var isFirst = true;
        await foreach (var batch in app.App.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(app.Resource("flood")).WithCancellation(timeout.Token))
        {
            Assert.InRange(batch.Count, 0, 10_001);
            foreach (var line in batch)
            {
                received++;
                leftOut += line.Content.Contains("lines are left out", StringComparison.Ordinal) ? 1 : 0;
            }

            last = batch[^1];
            if (isFirst)
            {
                // A reader that is slower than the process by far.
                isFirst = false;
                await app.UntilAsync("flood", KnownResourceStates.Finished);
            }

            if (last.Content.EndsWith("the last line", StringComparison.Ordinal) || batch.Any(line => line.Content.EndsWith("the last line", StringComparison.Ordinal)))
            {
                break;
            }
        }

        Assert.InRange(leftOut, 1, received);
        Assert.InRange(received, 1, Lines);
        Assert.InRange(last.LineNumber, received, Lines + 1_000);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 150 * 1024 * 1024);
    }

    [Fact]
    public async Task Fifty_resources_start_and_leave_nothing_behind()
    {
        string session;
        int[] processes;
        await using (var app = await RunningApp.StartAsync(builder =>
        {
            for (var number = 1; number <= 50; number++)
            {
                builder.AddExecutable($"r{number}", "sleep", ".", "1000").WithHttpEndpoint();
            }
        }))
        {
            var running = await Task.WhenAll(Enumerable.Range(1, 50).Select(number => app.UntilAsync($"r{number}", KnownResourceStates.Running)));
            processes = [.. running.Select(RunningApp.Pid)];
            session = app.Session;
            Assert.Equal(50, processes.Distinct().Count());
        }

        // On a machine that is busy DCP is not done when the bounded stop is; it goes on by itself.
        await RunningApp.UntilAsync(() => !processes.Any(RunningApp.IsAlive) && !Directory.Exists(session), "The end of all processes and of the session");
    }

    private static string CommandLine(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone between the two looks, or somebody else's.
            return "";
        }
    }
}
