using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What the process of a command did.</summary>
[Experimental("ASPIREPROCESSCOMMAND001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class ProcessCommandResultContext
{
    /// <summary>The application's services.</summary>
    [Obsolete("Use Services instead.")]
    public IServiceProvider ServiceProvider
    {
        get => Services;
        init => Services = value;
    }

    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The resource, or the instance of it, by name.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Writes to the resource's log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>Stops the command.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>What was entered.</summary>
    public InteractionInputCollection Arguments { get; init; } = new([]);

    /// <summary>The process that ran.</summary>
    public required ProcessCommandSpec ProcessCommandSpec { get; init; }

    /// <summary>How it ended.</summary>
    public required int ExitCode { get; init; }

    /// <summary>The last lines of its output.</summary>
    public required IReadOnlyList<string> Output { get; init; }

    /// <summary>How many lines it wrote.</summary>
    public required int TotalOutputLineCount { get; init; }

    /// <summary>The last lines as one text, which says if there were more.</summary>
    public string GetFormattedOutput(int maxLines = 50, string outputDescription = "Command output")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLines);
        if (Output.Count == 0)
        {
            return "";
        }

        var shown = Math.Min(maxLines, Output.Count);
        var text = string.Join(Environment.NewLine, Output.Skip(Output.Count - shown));
        return TotalOutputLineCount > shown
            ? $"{outputDescription} truncated: showing last {shown} of {TotalOutputLineCount} lines.{Environment.NewLine}{text}"
            : text;
    }
}
