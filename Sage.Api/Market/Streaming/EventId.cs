using System.Globalization;

namespace Sage.Api.Market.Streaming;

/// <summary>
/// What a client sends back to go on where it stopped: <c>epoch-sequence</c>. The epoch names the board and, when it is not all
/// symbols, the set: a client that comes back for other symbols begins anew.
/// </summary>
internal static class EventId
{
    public static string Epoch(string board, SymbolSet symbols, SymbolSet all) =>
        symbols == all ? board : string.Create(CultureInfo.InvariantCulture, $"{board}.{symbols.Bits:x}");

    /// <summary>The sequence to go on from; null: not of this epoch, or not an id at all.</summary>
    public static long? Parse(string? id, string epoch)
    {
        if (id is null || id.Length <= epoch.Length || !id.StartsWith(epoch, StringComparison.Ordinal) || id[epoch.Length] != '-')
        {
            return null;
        }

        return long.TryParse(id.AsSpan(epoch.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;
    }
}
