using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Sage.Api.Limits;
using Sage.Api.Market.Models;
using Sage.Api.Market.Prices;

namespace Sage.Api.Market.Http;

/// <summary>The board as a response, made once per change however many ask for it.</summary>
internal sealed class PriceSnapshots(PriceBoard board, MarketSymbols known)
{
    private const string CacheControl = "no-cache";

    private readonly Lock _gate = new();
    private Snapshot? _all;

    /// <summary>All prices.</summary>
    public Snapshot All()
    {
        var current = Volatile.Read(ref _all);
        return current is not null && current.Sequence == board.Sequence ? current : Renew();
    }

    public JsonBytes<PriceResponse[]> Some(SymbolSet symbols)
    {
        var entries = new List<PriceEntry>();
        for (var i = 0; i < known.Count; i++)
        {
            if (symbols.Contains(i) && board.Get(i) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return Render(entries);
    }

    public JsonBytes<PriceResponse> One(PriceEntry entry) => new(entry.Json.ToArray(), Tag(entry.Sequence), CacheControl);

    private Snapshot Renew()
    {
        lock (_gate)
        {
            if (_all is { } other && other.Sequence == board.Sequence)
            {
                return other;
            }

            var entries = new List<PriceEntry>(known.Count);
            var sequence = board.CollectSince(0, entries);
            var renewed = new Snapshot(sequence, Render(entries));
            Volatile.Write(ref _all, renewed);
            return renewed;
        }
    }

    private JsonBytes<PriceResponse[]> Render(List<PriceEntry> entries)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        body.Write("["u8);
        for (var i = 0; i < entries.Count; i++)
        {
            body.Write(i > 0 ? ","u8 : default);
            body.Write(entries[i].Json);
        }

        body.Write("]"u8);
        return new JsonBytes<PriceResponse[]>(body.WrittenSpan.ToArray(), Tag(entries.Count == 0 ? 0 : entries.Max(entry => entry.Sequence)), CacheControl);
    }

    private string Tag(long sequence) => string.Create(CultureInfo.InvariantCulture, $"\"{board.Epoch}-{sequence}\"");

    /// <param name="Sequence">Of the board when it was made.</param>
    /// <param name="Result">As the endpoint returns it: with the wrapper, so that a request allocates neither.</param>
    internal sealed record Snapshot(long Sequence, Results<JsonBytes<PriceResponse[]>, ValidationProblem, TooManyRequests> Result);
}
