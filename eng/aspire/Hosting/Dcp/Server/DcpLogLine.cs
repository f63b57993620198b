using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dcp;

/// <summary>A line of DCP's own log: time, level, category and message, with tabs between them.</summary>
internal readonly record struct DcpLogLine(DateTime? Timestamp, LogLevel Level, string Category, string Message)
{
    public static bool TryParse(string line, [NotNullWhen(true)] out DcpLogLine? result)
    {
        result = null;
        var parts = line.TrimEnd('\r').Split('\t', 4);
        if (parts.Length < 4)
        {
            return false;
        }

        var level = parts[1] switch
        {
            "error" => LogLevel.Error,
            "warning" => LogLevel.Warning,
            "debug" => LogLevel.Debug,
            "trace" => LogLevel.Trace,
            _ => LogLevel.Information,
        };
        DateTime? timestamp = DateTimeOffset.TryParse(parts[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) ? parsed.UtcDateTime : null;
        result = new DcpLogLine(timestamp, level, parts[2], parts[3]);
        return true;
    }
}
