using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A console line with the time it was written, as far as that is known.</summary>
internal sealed record LogEntry(DateTime? Timestamp, string Content, bool IsError)
{
    /// <summary>The dashboard and the CLI read the time of a line from its beginning, in this format.</summary>
    private const string TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffffffK";

    /// <summary>Reads a line that may begin with its time in ISO 8601, as DCP writes it.</summary>
    public static LogEntry Parse(string line, bool isError)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var stamp = space < 0 ? line.AsSpan() : line.AsSpan(0, space);
        return stamp is [_, _, _, _, '-', _, _, '-', _, _, 'T', ..]
            && DateTime.TryParse(stamp, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time)
                ? new(time, space < 0 ? "" : line[(space + 1)..], isError)
                : new(null, line, isError);
    }

    public LogLine ToLine(int number) => new(
        number,
        Timestamp is { } time ? $"{time.ToString(TimestampFormat, CultureInfo.InvariantCulture)} {Content}" : Content,
        IsError);
}
