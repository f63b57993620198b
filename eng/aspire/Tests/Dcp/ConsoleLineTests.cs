using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Tests.Dcp;

public sealed class ConsoleLineTests
{
    [Fact]
    public void The_time_of_a_line_is_taken_off_it()
    {
        var entry = ConsoleLine.FromProcess("2026-11-20T14:25:57.485Z hello  world", isError: true);

        Assert.Equal(new DateTime(2026, 11, 20, 14, 25, 57, 485, DateTimeKind.Utc), entry.Timestamp);
        Assert.Equal("hello  world", entry.Content);
        Assert.True(entry.IsError);
    }

    [Theory]
    [InlineData("2026-11-20T14:25:57Z 10%\r50%\r100%", "100%")]
    [InlineData("2026-11-20T14:25:57Z a line of Windows\r", "a line of Windows")]
    [InlineData("2026-11-20T14:25:57Z ", "")]
    [InlineData("no time at all", "no time at all")]
    public void A_rewritten_line_shows_its_last_text(string line, string content) => Assert.Equal(content, ConsoleLine.FromProcess(line, isError: false).Content);

    [Theory]
    [InlineData("Starting process...\t{\"Executable\": \"/a\", \"Cmd\": \"/nope\", \"Args\": [\"x\"]}", "[sys] Starting process...: Cmd = /nope, Args = [\"x\"]")]
    [InlineData("It failed\t{\"error\": \"no such file\"}", "[sys] It failed: Error = no such file")]
    [InlineData("It failed\t{\"error\": \"one\\ntwo\"}", "[sys] It failed\n[sys] one\n[sys] two")]
    [InlineData("Nothing to add\t{\"Executable\": \"/a\"}", "[sys] Nothing to add")]
    [InlineData("No details", "[sys] No details")]
    [InlineData("A tab\tin the text", "[sys] A tab\tin the text")]
    public void What_dcp_says_is_marked_and_readable(string message, string expected)
    {
        var entry = ConsoleLine.FromSystem($"2026-11-20T14:25:57.485Z\terror\tExecutableReconciler\t{message}");

        Assert.Equal(expected, entry.Content);
        Assert.True(entry.IsError);
        Assert.NotNull(entry.Timestamp);
    }

    [Fact]
    public void A_line_of_dcps_own_log_has_a_level_and_a_category()
    {
        Assert.True(DcpLogLine.TryParse("2026-11-20T14:25:57.485+0100\twarning\tdcp.Service\tis ready\t{\"a\": 1}\r", out var line));

        Assert.Equal(LogLevel.Warning, line.Value.Level);
        Assert.Equal("dcp.Service", line.Value.Category);
        Assert.Equal("is ready\t{\"a\": 1}", line.Value.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("free text")]
    [InlineData("one\ttwo\tthree")]
    public void Other_text_is_no_line_of_dcps_log(string text) => Assert.False(DcpLogLine.TryParse(text, out _));

    [Fact]
    public async Task Lines_come_in_order_and_the_last_needs_no_end()
    {
        var reader = new LogLineReader(new StringReader("one\ntwo\n\nthree"));
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } batch)
        {
            lines.AddRange(batch);
        }

        Assert.Equal(["one", "two", "", "three"], lines);
    }

    [Fact]
    public async Task A_line_that_does_not_end_is_cut()
    {
        var reader = new LogLineReader(new StringReader(new string('x', 1_000_000) + "\nnext\n"));
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } batch)
        {
            lines.AddRange(batch);
        }

        Assert.Equal([32 * 1024, 4], lines.Select(line => line.Length));
    }
}
