using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Sage.Api.Market;
using Sage.Api.Market.Candles;
using Sage.Api.Market.Lease;
using Sage.Tests.AppHost;
using static Sage.Tests.Market.Candles.CandleParts;

namespace Sage.Tests.Market.Candles;

[Collection(SageCollection.Name)]
public sealed class CandleKeeperTests(SageApp sage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_term_writes_every_second_fills_gaps_rolls_up_and_writes_the_rest_at_its_end()
    {
        await using var database = await CandleDatabase.CreateAsync(sage, options => options.Candles.History = TimeSpan.FromMinutes(5));
        using var parts = new Parts(database.Scratch.Source, database);
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var leading = parts.Keeper.LeadAsync(database.Term, lost.Token);

        // The clock moves on while the jobs work, but not as far as this minute's end.
        var running = Record(0, Noon.AddHours(1));
        parts.Pending.Put(running.Running(3));
        await database.Time.AdvanceUntilAsync(() => parts.Pending.Count == 0, TimeSpan.FromSeconds(1), Cancel);
        await WaitForAsync(database, "select count(*) from candles_1m where final", 10);
        await WaitForAsync(database, "select count(*) from candles_1d", 2);

        parts.Pending.Put(running.Running(9));
        await lost.CancelAsync();
        await leading;

        Assert.Equal(0, parts.Pending.Count);
        Assert.Equal(9, (await database.ReadAsync())[^1].Trades);
    }

    [Fact]
    public async Task A_deposed_leader_ends_without_having_written()
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        using var parts = new Parts(database.Scratch.Source, database);
        var term = database.Term;
        await database.TakeOverAsync();
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var leading = parts.Keeper.LeadAsync(term, lost.Token);

        parts.Pending.Put(Kline(Noon));
        await database.Time.AdvanceUntilAsync(() => term.Deposed.IsCompleted, TimeSpan.FromSeconds(1), Cancel);
        await lost.CancelAsync();
        await leading;

        Assert.Empty(await database.ReadAsync());
    }

    [Fact]
    public async Task While_postgres_is_away_candles_wait_and_what_does_not_fit_is_said_loudly_and_fetched_later()
    {
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=x;Password=x;Timeout=2");
        await using var database = await CandleDatabase.CreateAsync(sage, options => options.Candles.MaxPending = 100);
        using var parts = new Parts(nowhere, database);
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var leading = parts.Writer.RunAsync(database.Term, lost.Token);
        for (var i = 0; i < 103; i++)
        {
            parts.Pending.Put(Record(0, Noon.AddMinutes(-i)));
        }

        await database.Time.AdvanceUntilAsync(() => parts.Log.Lines.Any(line => line.Level == LogLevel.Critical), TimeSpan.FromSeconds(1), Cancel);

        Assert.Contains(parts.Log.Lines, line => line.Level == LogLevel.Critical && line.Message.StartsWith("3 candles are no longer in memory", StringComparison.Ordinal));
        Assert.Single(parts.Log.Lines, line => line.Message.StartsWith("Candles cannot be written", StringComparison.Ordinal));

        // Until then a batch may be on its way.
        await lost.CancelAsync();
        await leading;
        Assert.Equal(100, parts.Pending.Count);
        Assert.Contains(parts.Log.Lines, line => line.Message.StartsWith("100 candles were not written", StringComparison.Ordinal));
    }

    private static async Task WaitForAsync(CandleDatabase database, string sql, long atLeast)
    {
        for (var i = 0; i < 2_000 && await database.Scratch.ScalarAsync<long>(sql, Cancel) < atLeast; i++)
        {
            database.Time.Advance(TimeSpan.FromMilliseconds(200));
        }

        Assert.InRange(await database.Scratch.ScalarAsync<long>(sql, Cancel), atLeast, long.MaxValue);
    }

    private sealed class Parts : IDisposable
    {
        private readonly CandleHousekeeping _housekeeping;

        public Parts(NpgsqlDataSource source, CandleDatabase database)
        {
            var (options, time, metrics) = (database.Options, database.Time, MarketParts.Metrics());
            var partitions = new CandlePartitions(source, options, time, NullLogger<CandlePartitions>.Instance);
            var batches = new CandleBatches(new CandleUpsert(source, partitions, database.Market, MarketParts.Symbols), MarketParts.Symbols, metrics, NullLogger<CandleBatches>.Instance);
            var signal = new BackfillSignal();
            Pending = new PendingCandles(options, metrics);
            Writer = new CandleWriter(Pending, batches, signal, metrics, options, time, Log);
            _housekeeping = new CandleHousekeeping(database.Rollup, partitions, options, time, new TestLogger<CandleHousekeeping>());
            Keeper = new CandleKeeper(Writer, new FakeExchange(time).Backfill(database, signal), _housekeeping);
        }

        public TestLogger<CandleWriter> Log { get; } = new();

        public PendingCandles Pending { get; }

        public CandleWriter Writer { get; }

        public CandleKeeper Keeper { get; }

        public void Dispose() => _housekeeping.Dispose();
    }
}
