using System.Diagnostics;

namespace Aspire.Hosting.Tests.Dcp;

/// <summary>An AppHost that ends as it should.</summary>
public sealed class StoppedHostTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task No_process_port_socket_or_file_is_left_of_an_app_host_that_was_told_to_stop()
    {
        var cancelled = TestContext.Current.CancellationToken;
        using var host = await SampleHost.StartAsync(cancelled);
        var sockets = host.Sockets;
        Assert.InRange(sockets.Count(SampleHost.Listening().Contains), 4, int.MaxValue);
        Assert.NotEmpty(Directory.GetDirectories(host.Temporary, "aspire*"));

        using (var kill = Process.Start("kill", ["-TERM", $"{host.Process.Id}"]))
        {
            await kill.WaitForExitAsync(cancelled);
        }

        await host.Process.WaitForExitAsync(cancelled).WaitAsync(Patience, cancelled);

        // A busy DCP goes on for a moment when the bounded stop is over.
        Assert.True(await SampleHost.UntilAsync(() => host.Processes.Count == 0, Patience, cancelled), string.Join(Environment.NewLine, host.Processes));
        Assert.Equal(0, host.Process.ExitCode);
        Assert.DoesNotContain(sockets, SampleHost.Listening().Contains);
        Assert.Empty(host.CliSockets);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(host.Temporary).Select(Path.GetFileName), IsOurs);
    }

    // "dotnet run" leaves two empty directories with names of six characters, wherever it runs; the rest is the SDK's and the diagnostics of processes that were ended by a signal.
    private static bool IsOurs(string? name) => name is not { Length: 6 }
        && !((string[])["NuGetScratch", "MSBuild", "clr-debug-pipe-", "dotnet-diagnostic-", ".dotnet", "dcp-"]).Any(prefix => name!.StartsWith(prefix, StringComparison.Ordinal));
}
