using System.Text.Json;
using Sage.Api.Market.Models;

namespace Sage.Api.Market.Prices;

/// <summary>A quote on the board.</summary>
/// <param name="Quote">The price.</param>
/// <param name="Sequence">Rises with every change on this board: a reader that remembers it can ask for what is new.</param>
/// <param name="Local">Read from the exchange by this process, so it is for this process to share.</param>
/// <param name="Stale">Older than its limit.</param>
/// <param name="Arrival">When the quote, then of its <see cref="PriceQuote.Age"/>, came to this board.</param>
internal sealed record PriceEntry(PriceQuote Quote, long Sequence, bool Local, bool Stale, Arrival Arrival)
{
    private byte[]? _json;

    /// <summary>In milliseconds, now.</summary>
    public long Age(TimeProvider time) => Quote.Age + Arrival.Elapsed(time);

    /// <summary>The response in UTF-8, made once for all clients; two threads may make the same bytes.</summary>
    public ReadOnlySpan<byte> Json => _json ??= JsonSerializer.SerializeToUtf8Bytes(PriceResponse.From(this), MarketJson.Default.PriceResponse);
}
