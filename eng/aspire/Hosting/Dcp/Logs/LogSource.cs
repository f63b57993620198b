using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dcp;

/// <summary>One of the logs that DCP keeps of a process.</summary>
internal sealed record LogSource(string Name, Func<string, LogEntry> Parse)
{
    public static IReadOnlyList<LogSource> All { get; } =
    [
        new("startup_stdout", line => ConsoleLine.FromProcess(line, isError: false)),
        new("startup_stderr", line => ConsoleLine.FromProcess(line, isError: false)),
        new("stdout", line => ConsoleLine.FromProcess(line, isError: false)),
        new("stderr", line => ConsoleLine.FromProcess(line, isError: true)),
        new("system", ConsoleLine.FromSystem),
    ];
}
