namespace Sage.Api.Market;

/// <summary>Some of the configured symbols, of which there are at most 100.</summary>
internal readonly record struct SymbolSet(UInt128 Bits)
{
    public static SymbolSet All(MarketSymbols known) => new((UInt128.One << known.Count) - 1);

    public bool Contains(int symbol) => (Bits >> symbol & 1) != 0;

    public SymbolSet With(int symbol) => new(Bits | (UInt128.One << symbol));
}
