namespace Sage.Bench.Host;

/// <summary>What is started, whoever starts it.</summary>
internal static class Subject
{
    public const string Program = "sleep";
    public const string Argument = "1000";

    /// <summary>Begins with a line that says when to look at the clock and ends with one that says when to look again.</summary>
    public const int Lines = 200_000;
    public const string First = "first line";
    public const string Last = "last line";
    public static readonly string Line = new('x', 99);

    /// <summary>Waits first: a reader that comes late would find a part of the work done.</summary>
    public static string Script { get; } = $"sleep 1; echo {First}; yes {Line} | head -n {Lines}; echo {Last}; sleep 1000";

    public static double MegabytesOfThisProcess => Environment.WorkingSet / 1048576.0;

    public static Throughput Over(double seconds, long lines)
        => new(lines / seconds, lines * (Line.Length + 1) / seconds / 1048576.0, lines / (double)Lines);
}
