namespace ToolCache;

/// <summary>Progress lines on standard error, in order: standard output may belong to a protocol.</summary>
public sealed class ConsoleProgress : IProgress<string>
{
    public static ConsoleProgress Instance { get; } = new();

    public void Report(string value) => Console.Error.WriteLine(value);
}
