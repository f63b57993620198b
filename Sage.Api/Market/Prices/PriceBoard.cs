using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Sage.Api.Market.Prices;

/// <summary>
/// The latest price per symbol in memory. One slot per symbol, so it cannot grow; a reader asks for what has changed since it
/// last looked and gets each symbol once, however many ticks went by: slow readers are conflated, never queued for.
/// </summary>
internal sealed class PriceBoard(MarketSymbols symbols, IOptions<MarketOptions> options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly PriceEntry?[] _entries = new PriceEntry?[symbols.Count];
    private readonly ChangeSignal _changed = new();
    private long _sequence;
    private long _revision;

    /// <summary>Takes over what the selected source said, in the term of the given token. False: it is not newer than what is known.</summary>
    public bool Apply(in MarketEvent change, long token)
    {
        lock (_gate)
        {
            var current = _entries[change.Symbol];
            if (current is not null && (token < current.Quote.Token || !IsNewer(change, current.Quote, token)))
            {
                return false;
            }

            // Wall-clock microseconds when possible: a backend that takes over goes on above the revisions of the one before.
            _revision = Math.Max(_revision + 1, (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
            Set(change.Symbol, Merge(change, current, token, _revision), local: true);
            return true;
        }
    }

    /// <summary>Takes over what another backend shared, or this one itself: then it is not newer.</summary>
    public bool Apply(PriceQuote shared)
    {
        // Simulated and real prices never mix, whoever uses the same Valkey.
        if (shared.Simulated != options.Value.Simulated || shared.Price <= 0 || !symbols.TryGetIndex(shared.Symbol, out var symbol))
        {
            return false;
        }

        lock (_gate)
        {
            if (_entries[symbol]?.Quote is { } current && (current.Token, current.Revision).CompareTo((shared.Token, shared.Revision)) >= 0)
            {
                return false;
            }

            _revision = Math.Max(_revision, shared.Revision);
            Set(symbol, shared, local: false);
            return true;
        }
    }

    /// <summary>Marks what has not been renewed for longer than the limit. True: something changed.</summary>
    public bool MarkStale()
    {
        var changed = false;
        lock (_gate)
        {
            for (var i = 0; i < _entries.Length; i++)
            {
                if (_entries[i] is { Stale: false } entry && IsStale(entry.Quote, entry.Arrival))
                {
                    Volatile.Write(ref _entries[i], new PriceEntry(entry.Quote, ++_sequence, entry.Local, Stale: true, entry.Arrival));
                    changed = true;
                }
            }
        }

        return changed;
    }

    /// <summary>Sequences of another board mean nothing here, nor those of this process before its restart.</summary>
    public string Epoch { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));

    /// <summary>Of the newest change: while it stays the same, so does the board.</summary>
    public long Sequence => Interlocked.Read(ref _sequence);

    /// <summary>Wakes the readers; once for any number of changes.</summary>
    public void Announce() => _changed.Pulse();

    public PriceEntry? Get(int symbol) => Volatile.Read(ref _entries[symbol]);

    /// <summary>Adds the entries changed after <paramref name="sequence"/> and returns the sequence to go on from.</summary>
    public long CollectSince(long sequence, List<PriceEntry> into)
    {
        var last = sequence;
        lock (_gate)
        {
            foreach (var entry in _entries)
            {
                if (entry is not null && entry.Sequence > sequence)
                {
                    into.Add(entry);
                    last = Math.Max(last, entry.Sequence);
                }
            }
        }

        return last;
    }

    /// <summary>True as soon as there is something newer than <paramref name="sequence"/>, false after <paramref name="timeout"/>.</summary>
    public async Task<bool> WaitForChangeAsync(long sequence, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var next = _changed.Next;
        if (Interlocked.Read(ref _sequence) > sequence)
        {
            return true;
        }

        try
        {
            await next.WaitAsync(timeout, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void Set(int symbol, PriceQuote quote, bool local)
    {
        var arrival = Arrival.Now(time);
        Volatile.Write(ref _entries[symbol], new PriceEntry(quote, ++_sequence, local, IsStale(quote, arrival), arrival));
    }

    // What arrives late is not fresh for having arrived.
    private bool IsStale(PriceQuote quote, Arrival arrival) =>
        quote.Age + arrival.Elapsed(time) > options.Value.StaleAfterOf(quote.Source).TotalMilliseconds;

    // Within a source by its own clock. A ticker of the same moment adds the day to what a trade has said. Clocks and ids of two
    // sources say nothing about each other; there the arrival counts, as long as one process has noted both.
    private static bool IsNewer(in MarketEvent change, PriceQuote current, long token)
    {
        if (change.Source != current.Source)
        {
            return token > current.Token || change.ReceivedAt >= current.ReceivedAt;
        }

        return change.Kind == MarketEventKind.Ticker
            ? change.ExchangeTime >= current.ExchangeTime || current.Day is null
            : change.ExchangeTime > current.ExchangeTime || (change.ExchangeTime == current.ExchangeTime && change.TradeId > current.TradeId);
    }

    private PriceQuote Merge(in MarketEvent change, PriceEntry? current, long token, long revision)
    {
        var same = current?.Quote.Source == change.Source ? current.Quote : null;
        if (same is not null && change.ExchangeTime < same.ExchangeTime)
        {
            // It adds the day; the price is no younger for that.
            return same with { Age = current!.Age(time), Revision = revision, Token = token, Day = change.Day };
        }

        return new PriceQuote
        {
            Symbol = symbols.Names[change.Symbol],
            Price = change.Price,
            Source = change.Source,
            Simulated = options.Value.Simulated,
            ExchangeTime = change.ExchangeTime,
            ReceivedAt = change.ReceivedAt,
            // It may have waited until its source was selected.
            Age = change.Age + Math.Max(0, time.GetUtcNow().ToUnixTimeMilliseconds() - change.ReceivedAt),
            Revision = revision,
            Token = token,
            TradeId = change.Kind == MarketEventKind.Ticker ? same?.TradeId ?? 0 : change.TradeId,
            Day = change.Day ?? same?.Day,
        };
    }
}
