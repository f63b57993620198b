using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dcp;

/// <summary>Makes a line of one of DCP's logs of a process into a console line.</summary>
internal static class ConsoleLine
{
    private const string SystemPrefix = "[sys] ";

    /// <summary>The details of a system line that help a reader, under the names they are shown with.</summary>
    private static readonly (string Property, string Name)[] Details =
        [("Cmd", "Cmd"), ("Args", "Args"), ("ContainerName", "ContainerName"), ("ContainerID", "ContainerId"), ("error", "Error")];

    /// <summary>Output of the process: the time, a space and what it wrote.</summary>
    public static LogEntry FromProcess(string line, bool isError)
    {
        var entry = LogEntry.Parse(line, isError);
        return entry with { Content = AfterCarriageReturn(entry.Content) };
    }

    /// <summary>What DCP itself has to say about the process.</summary>
    public static LogEntry FromSystem(string line) =>
        DcpLogLine.TryParse(line, out var parsed)
            ? new LogEntry(parsed.Value.Timestamp, Format(parsed.Value.Message), parsed.Value.Level is LogLevel.Error)
            : FromProcess(line, isError: false);

    internal static string Format(string message)
    {
        var tab = message.IndexOf('\t', StringComparison.Ordinal);
        if (tab < 0)
        {
            return SystemPrefix + message;
        }

        try
        {
            using var json = JsonDocument.Parse(message.AsMemory(tab + 1));
            var details = Details
                .Where(detail => json.RootElement.TryGetProperty(detail.Property, out _))
                .Select(detail => (detail.Name, Value: json.RootElement.GetProperty(detail.Property).ToString()))
                .Where(detail => !string.IsNullOrWhiteSpace(detail.Value))
                .ToArray();
            var line = string.Join(", ", details.Where(detail => !IsLong(detail.Value)).Select(detail => $"{detail.Name} = {detail.Value}"));
            var text = message[..tab];
            var first = SystemPrefix + (text.Length == 0 || line.Length == 0 ? text + line : $"{text}: {line}");
            return string.Join('\n', details.Where(detail => IsLong(detail.Value)).SelectMany(detail => Lines(detail.Value)).Select(part => SystemPrefix + part).Prepend(first));
        }
        catch (JsonException)
        {
            // Not the details, just a message with a tab in it.
            return SystemPrefix + message;
        }
    }

    private static bool IsLong(string value) => value.Contains('\n', StringComparison.Ordinal);

    private static string[] Lines(string value) => value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A progress bar rewrites its line; the last text is the one a terminal would show.</summary>
    private static string AfterCarriageReturn(string text)
    {
        var content = text.EndsWith('\r') ? text[..^1] : text;
        return content[(content.LastIndexOf('\r') + 1)..];
    }
}
