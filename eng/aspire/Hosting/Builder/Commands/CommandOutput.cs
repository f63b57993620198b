namespace Aspire.Hosting;

/// <summary>The last lines of both streams of a process, in the order they came.</summary>
internal sealed class CommandOutput(int kept, Action<string, bool> observe)
{
    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private int _total;

    public int Total
    {
        get
        {
            lock (_lock)
            {
                return _total;
            }
        }
    }

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public void Add(string? line, bool isError)
    {
        if (line is null)
        {
            return;
        }

        observe(line, isError);
        lock (_lock)
        {
            _total++;
            _lines.Enqueue(line);
            if (_lines.Count > kept)
            {
                _lines.Dequeue();
            }
        }
    }
}
