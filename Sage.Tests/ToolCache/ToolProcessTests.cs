using ToolCache;
using Xunit;

namespace Sage.Tests.ToolCache;

public sealed class ToolProcessTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Output_errors_and_exit_code_come_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs sh.");
        var result = await ToolProcess.RunAsync(new ToolCommand("/bin/sh", ["-c", "cat; echo problem >&2; exit 3"]) { Input = "hello" }, Stop);
        Assert.Equal((3, "hello", "problem"), (result.ExitCode, result.Output, result.Error));
        Assert.Equal("problem", result.LastLine);
    }

    [Fact]
    public async Task A_program_that_does_not_end_is_stopped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs sh.");
        var stopped = await Assert.ThrowsAsync<ToolCacheException>(() => ToolProcess.RunAsync(new ToolCommand("/bin/sh", ["-c", "sleep 60"]) { Timeout = TimeSpan.FromMilliseconds(200) }, Stop));
        Assert.Contains("did not end", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_and_debugger_hooks_of_this_process_stay_out()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs env.");
        Environment.SetEnvironmentVariable("TOOL_CACHE_TEST_SECRET", "secret");
        var result = await ToolProcess.RunAsync(new ToolCommand("/usr/bin/env", []) { Environment = new Dictionary<string, string> { ["GIVEN"] = "yes" } }, Stop);
        Assert.DoesNotContain("TOOL_CACHE_TEST_SECRET", result.Output, StringComparison.Ordinal);
        Assert.Contains("GIVEN=yes", result.Output, StringComparison.Ordinal);
        Assert.Contains("PATH=", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_program_is_one_line()
    {
        var missing = await Assert.ThrowsAsync<ToolCacheException>(() => ToolProcess.RunAsync(new ToolCommand("/nowhere/tool", []), Stop));
        Assert.StartsWith("/nowhere/tool cannot be started", missing.Message, StringComparison.Ordinal);
    }
}
