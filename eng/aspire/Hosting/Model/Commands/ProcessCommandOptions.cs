using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a process command looks and what counts as success.</summary>
[Experimental("ASPIREPROCESSCOMMAND001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public class ProcessCommandOptions : CommandOptions
{
    /// <summary>How many of the last lines are kept.</summary>
    public int MaxOutputLineCount
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 50;

    /// <summary>The output is shown at once instead of on request.</summary>
    public bool DisplayImmediately { get; set; } = true;

    /// <summary>The exit codes that mean success.</summary>
    public IReadOnlyList<int> SuccessExitCodes
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value.Count > 0 ? [.. value] : throw new ArgumentException("At least one process command success exit code must be specified.", nameof(value));
        }
    } = [0];

    /// <summary>Turns what the process did into the command's result.</summary>
    public Func<ProcessCommandResultContext, Task<ExecuteCommandResult>>? GetCommandResult { get; set; }
}

/// <summary>The process that a command runs on the AppHost's machine.</summary>
[Experimental("ASPIREPROCESSCOMMAND001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class ProcessCommandSpec(string executablePath)
{
    /// <summary>The program: a path, or a name on the PATH.</summary>
    public string ExecutablePath { get; } = !string.IsNullOrWhiteSpace(executablePath)
        ? executablePath
        : throw new ArgumentException("The executable path cannot be null, empty, or whitespace.", nameof(executablePath));

    /// <summary>Where it runs.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables that are set for it.</summary>
    public IDictionary<string, string> EnvironmentVariables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>It has the AppHost's variables too.</summary>
    public bool InheritEnvironmentVariables { get; init; } = true;

    /// <summary>What it reads from its standard input.</summary>
    public string? StandardInputContent { get; init; }

    /// <summary>Its children are ended with it.</summary>
    public bool KillEntireProcessTree { get; init; } = true;
}
