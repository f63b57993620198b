namespace ToolCache;

/// <summary>A program to run to its end.</summary>
public sealed record ToolCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>After it the program and everything it started is killed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    public string? WorkingDirectory { get; init; }

    /// <summary>Added to the few variables that every tool gets (see <see cref="ToolEnvironment"/>).</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Text for standard input, which is closed after it. Secrets belong here, never in arguments.</summary>
    public string? Input { get; init; }
}

/// <summary>How a program ended and what it said; of long output only the end is kept.</summary>
public sealed record ToolResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last line of the errors, else of the output: what programs usually say last is why they failed.</summary>
    public string LastLine => Last(Error) ?? Last(Output) ?? $"exit code {ExitCode}";

    private static string? Last(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
}
