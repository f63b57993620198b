using System.Text;
using Sage.Api.Market.Feeds.Parsing;

namespace Sage.Api.Market.Feeds.GateIo;

/// <summary>Gate.io writes BTC_USDT where Binance writes BTCUSDT. The same indexes as <see cref="MarketSymbols"/>.</summary>
internal sealed class GateIoPairs
{
    private readonly byte[][] _utf8;

    public GateIoPairs(MarketSymbols symbols)
    {
        Names = [.. symbols.Pairs.Select(pair => $"{pair.Base}_{pair.Quote}")];
        _utf8 = [.. Names.Select(Encoding.UTF8.GetBytes)];
    }

    public IReadOnlyList<string> Names { get; }

    public int IndexOf(ReadOnlySpan<byte> name) => Utf8Names.IndexOf(_utf8, name);
}
