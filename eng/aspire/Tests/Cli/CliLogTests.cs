using Aspire.Hosting.Cli;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Tests.Cli;

public sealed class CliLogTests
{
    [Fact]
    public async Task A_late_reader_gets_the_last_thousand_lines_and_then_the_new_ones()
    {
        using var log = new CliLog(TimeProvider.System);
        var logger = log.CreateLogger("App");
        for (var line = 0; line < 1100; line++)
        {
            Write(logger, $"{line}");
        }

        await using var reader = log.ReadAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        for (var line = 100; line < 1100; line++)
        {
            Assert.True(await reader.MoveNextAsync());
            Assert.Equal($"{line}", reader.Current.Message);
        }

        var next = reader.MoveNextAsync();
        Write(logger, "new");
        Assert.True(await next);
        Assert.Equal("new", reader.Current.Message);
        Assert.Equal("App", reader.Current.CategoryName);
        Assert.Equal((int)LogLevel.Information, reader.Current.LogLevel);
    }

    private static void Write(ILogger logger, string message) => logger.Log(LogLevel.Information, new EventId(1), message, exception: null, static (state, _) => state);
}
