using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Cli;
using Aspire.Hosting.Dashboard;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Tests.Dashboard.Process;

public sealed class DashboardLogsTests
{
    [Fact]
    public async Task Json_lines_keep_level_and_category_and_other_lines_are_shown_as_they_are()
    {
        using var logs = new ResourceLoggerService();
        using var recorded = new CliLog(TimeProvider.System);
        using var factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(recorded));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var forwarding = new DashboardLogs(logs, factory).ForwardAsync("aspire-dashboard-x", stop.Token);

        logs.AddLogEntries("aspire-dashboard-x",
        [
            new(Timestamp: null, """{"EventId":7,"LogLevel":"Warning","Category":"Aspire.Dashboard.Otlp","Message":"too much","Exception":"trace","State":{"a":1}}""", IsError: false),
            new(Timestamp: null, """{"LogLevel":"Debug","Category":"Grpc.Net","Message":"quiet"}""", IsError: false),
            new(Timestamp: null, "{not json", IsError: true),
        ], inMemorySource: false);

        var lines = await recorded.ReadAsync(stop.Token).Take(3).ToListAsync(stop.Token);
        Assert.Equal(
        [
            $"Warning Aspire.Hosting.Dashboard.Otlp 7 too much{Environment.NewLine}trace",
            "Debug Aspire.Hosting.Dashboard.ThirdParty.Grpc.Net 0 quiet",
            "Error Aspire.Hosting.Dashboard {not json",
        ], [.. lines.Take(2).Select(line => $"{(LogLevel)line.LogLevel} {line.CategoryName} {line.EventId.Id} {line.Message}"), $"{(LogLevel)lines[2].LogLevel} {lines[2].CategoryName} {lines[2].Message}"]);

        await stop.CancelAsync();
        await forwarding;
    }
}
