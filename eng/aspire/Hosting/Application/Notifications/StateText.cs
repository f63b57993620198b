namespace Aspire.Hosting.ApplicationModel;

/// <summary>Questions about the text of a state.</summary>
internal static class StateText
{
    public static bool Is(this CustomResourceSnapshot snapshot, string state) => string.Equals(snapshot.State?.Text, state, StringComparison.Ordinal);

    /// <summary>Whether a resource in this state does not run and will not by itself.</summary>
    public static bool IsTerminal(string? state) => state is not null && KnownResourceStates.TerminalStates.Contains(state, StringComparer.Ordinal);
}
