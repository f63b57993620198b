using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;

namespace Aspire.Hosting.Tests.Dashboard.ResourceService;

public sealed class ConsoleLogMessagesTests
{
    [Fact]
    public async Task A_batch_becomes_as_many_messages_as_the_size_asks_for_and_a_huge_line_is_cut()
    {
        var half = new string('x', (ConsoleLogMessages.MaxCharacters / 2) + 1);
        var huge = new string('y', ConsoleLogMessages.MaxCharacters * 2);
        IReadOnlyList<LogLine>[] batches =
        [
            [new LogLine(1, "out", IsErrorMessage: false), new LogLine(2, "err", IsErrorMessage: true)],
            [new LogLine(3, half, IsErrorMessage: false), new LogLine(4, half, IsErrorMessage: false), new LogLine(5, huge, IsErrorMessage: false)],
            [],
        ];

        var messages = await ConsoleLogMessages.From(batches.ToAsyncEnumerable(), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([[1, 2], [3], [4], [5]], messages.Select(message => message.LogLines.Select(line => line.LineNumber)));
        Assert.Equal([false, true], messages[0].LogLines.Select(line => line.IsStdErr));
        Assert.Equal(ConsoleLogMessages.MaxCharacters, messages[3].LogLines[0].Text.Length);
        Assert.All(messages, message => Assert.True(message.CalculateSize() < 4 * 1024 * 1024));
    }
}
