namespace Aspire.Hosting.ApplicationModel;

/// <summary>The last 10,000 lines of a log, ordered by the time they were written; older lines are dropped.</summary>
internal sealed class LogBuffer
{
    public const int MaxLines = 10_000;

    /// <summary>Dropping a thousand at a time keeps the cost of a line constant.</summary>
    private const int Slack = 1_000;

    private readonly List<LogEntry> _entries = [];

    public void Insert(LogEntry entry)
    {
        var index = _entries.Count;
        while (entry.Timestamp is { } time && index > 0 && _entries[index - 1].Timestamp > time)
        {
            index--;
        }

        _entries.Insert(index, entry);
        if (_entries.Count > MaxLines + Slack)
        {
            _entries.RemoveRange(0, Slack);
        }
    }

    public void Clear() => _entries.Clear();

    public LogEntry[] ToArray() => [.. _entries.Skip(_entries.Count - MaxLines)];
}
