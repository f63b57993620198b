namespace Aspire.Hosting.Tests.Conformance;

/// <summary>What is said of a resource that ran, as lines to compare.</summary>
internal sealed class RunLines
{
    private readonly List<string> _events = [];
    private readonly List<string> _states = [];
    private readonly Dictionary<string, List<string>> _snapshots = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _others = new(StringComparer.Ordinal);

    public void Event(string text) => Append(_events, text);

    public void State(string text) => Append(_states, text);

    /// <summary>Without what is not stable: which URLs are active yet, what a check says that is cut off by a stop, and that of a busy machine.</summary>
    public void Snapshot(string instance, string text)
    {
        if (text.Contains("was canceled)", StringComparison.Ordinal) || text.Contains("timed out)", StringComparison.Ordinal))
        {
            return;
        }

        var parts = text.Split('|').Where(part => !part.StartsWith("urls=", StringComparison.Ordinal));
        if (!_snapshots.TryGetValue(instance, out var snapshots))
        {
            snapshots = _snapshots[instance] = [];
        }

        Append(snapshots, string.Join('|', parts));
    }

    public void Other(string text) => _others.Add(RunText.Normalize(text));

    public SortedSet<string> ToSet(bool withEvents, bool withSnapshots)
    {
        var set = new SortedSet<string>(_others, StringComparer.Ordinal);
        if (withEvents)
        {
            // What never starts is ready as soon as it is shown, so Aspire's own two recordings differ in the order.
            var isStarted = _states.Exists(state => state.Contains(": Starting ", StringComparison.Ordinal));
            set.Add($"events {string.Join(" -> ", isStarted ? _events : _events.Order(StringComparer.Ordinal))}");
            set.Add($"states {string.Join(" -> ", _states)}");
        }

        if (withSnapshots)
        {
            set.UnionWith(_snapshots.Values.Select(snapshots => $"snapshots\n    {string.Join("\n    ", snapshots)}"));
        }

        return set;
    }

    private static void Append(List<string> texts, string text)
    {
        if (texts.Count == 0 || !string.Equals(texts[^1], text, StringComparison.Ordinal))
        {
            texts.Add(text);
        }
    }
}
