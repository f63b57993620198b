using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Sage.Api.Market;

/// <summary>The configured pairs; inside the slice a symbol is its index here.</summary>
internal sealed class MarketSymbols
{
    /// <summary>More cannot be configured.</summary>
    public const int Most = 100;

    private readonly byte[][] _utf8;
    private readonly FrozenDictionary<string, int> _indexes;

    public MarketSymbols(IOptions<MarketOptions> options)
        : this(options.Value.Symbols.Split(','))
    {
    }

    internal MarketSymbols(params string[] names)
    {
        Names = names;
        _utf8 = [.. names.Select(Encoding.UTF8.GetBytes)];
        _indexes = names.Index().ToFrozenDictionary(pair => pair.Item, pair => pair.Index, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<string> Names { get; }

    public int Count => _utf8.Length;

    public bool TryGetIndex(string name, out int index) => _indexes.TryGetValue(name, out index);

    /// <summary>The index of the string the reader stands on, without making it a string; -1 if it is none of ours.</summary>
    public int IndexOf(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < _utf8.Length; i++)
        {
            if (reader.ValueTextEquals(_utf8[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
