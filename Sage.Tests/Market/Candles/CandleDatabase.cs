using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sage.Api.Data;
using Sage.Api.Market;
using Sage.Api.Market.Candles;
using Sage.Api.Market.Lease;
using Sage.Tests.Api;
using Sage.Tests.AppHost;

namespace Sage.Tests.Market.Candles;

/// <summary>A migrated database of the test's own, a clock, a term that leads, and the parts that read and write candles.</summary>
internal sealed class CandleDatabase : IAsyncDisposable
{
    private CandleDatabase(ScratchDatabase scratch, Action<MarketOptions>? configure)
    {
        Scratch = scratch;
        Options = MarketParts.Options(configure);
        Market = new MarketName(Options);
        Partitions = new CandlePartitions(scratch.Source, Options, Time, NullLogger<CandlePartitions>.Instance);
        Upsert = new CandleUpsert(scratch.Source, Partitions, Market, MarketParts.Symbols);
        Batches = new CandleBatches(Upsert, MarketParts.Symbols, MarketParts.Metrics(), NullLogger<CandleBatches>.Instance);
        Rollup = new CandleRollup(scratch.Source, MarketParts.Metrics());
        Queries = new CandleQueries(scratch.Source, Market);
        Gaps = new CandleGaps(scratch.Source, Market, MarketParts.Symbols, Options, Time);
    }

    public ScratchDatabase Scratch { get; }

    public IOptions<MarketOptions> Options { get; }

    /// <summary>Begins when the minute before noon has settled.</summary>
    public FakeTime Time { get; } = new(CandleParts.Noon.AddSeconds(30));

    public LeaseTerm Term { get; private set; } = new(1);

    public MarketName Market { get; }

    public CandlePartitions Partitions { get; }

    public CandleUpsert Upsert { get; }

    public CandleBatches Batches { get; }

    public CandleRollup Rollup { get; }

    public CandleQueries Queries { get; }

    public CandleGaps Gaps { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<CandleDatabase> CreateAsync(SageApp sage, Action<MarketOptions>? configure = null)
    {
        var database = new CandleDatabase(await ScratchDatabase.CreateAsync(sage, Cancel), configure);
        await database.MigrateAsync(MigrationScripts.Embedded());
        await database.ExecuteAsync("insert into feed_lease (name, token, holder, expires_at) values ('market', 1, 'test', now())");
        return database;
    }

    /// <summary>Not migrated yet.</summary>
    public static async Task<CandleDatabase> EmptyAsync(SageApp sage, Action<MarketOptions>? configure = null) =>
        new(await ScratchDatabase.CreateAsync(sage, Cancel), configure);

    public Task MigrateAsync(IReadOnlyList<MigrationScript> scripts)
    {
        var options = Microsoft.Extensions.Options.Options.Create(new DatabaseOptions());
        var source = new MigrationDatabase(Scratch.Source, options, TimeProvider.System, NullLogger<MigrationDatabase>.Instance);
        return new Migrator(source, options, TimeProvider.System, NullLogger<Migrator>.Instance).RunAsync(scripts, Cancel);
    }

    /// <summary>The same database, read and written as the simulator's market or the exchange's.</summary>
    public CandleDatabase As(bool simulated) => new(Scratch, options => options.Simulated = simulated);

    /// <summary>The same database, with the simulator's market of another seed.</summary>
    public CandleDatabase Reseeded(int seed) => new(Scratch, options => (options.Simulated, options.SimulatedSeed) = (true, seed));

    public async Task TakeOverAsync()
    {
        Term = new LeaseTerm(Term.Token + 1);
        await ExecuteAsync($"update feed_lease set token = {Term.Token}");
    }

    public Task<long> WriteAsync(params IReadOnlyList<Kline> batch) => Upsert.WriteAsync(Term, batch, Cancel);

    public Task RollUpAsync() => Rollup.RunAsync(Term, Cancel);

    public Task<IReadOnlyList<CandleRow>> ReadAsync(CandleInterval interval = CandleInterval.OneMinute, DateTimeOffset? from = null, DateTimeOffset? to = null, int limit = 1000, int symbol = 0) =>
        Queries.ReadAsync(MarketParts.Symbols.Names[symbol], interval, from, to ?? CandleParts.Noon.AddYears(10), limit, Cancel);

    /// <summary>From the first to the last minute, both included, all symbols hold exactly what the exchange recorded, and nothing else.</summary>
    public async Task AssertRecordAsync(DateTimeOffset first, DateTimeOffset last)
    {
        for (var symbol = 0; symbol < MarketParts.Symbols.Count; symbol++)
        {
            var expected = Enumerable.Range(0, (int)(last - first).TotalMinutes + 1).Select(i => Show(CandleParts.Record(symbol, first.AddMinutes(i))));
            var actual = new List<string>();
            await using var command = Scratch.Source.CreateCommand("select open_time, open, high, low, close, volume, quote_volume, trades, source, final from candles_1m where symbol = $1 and open_time <= $2 order by 1");
            command.Parameters.AddWithValue(MarketParts.Symbols.Names[symbol]);
            command.Parameters.AddWithValue(last.UtcDateTime);
            await using var reader = await command.ExecuteReaderAsync(Cancel);
            while (await reader.ReadAsync(Cancel))
            {
                actual.Add(FormattableString.Invariant($"{reader.GetDateTime(0):O} {reader.GetDecimal(1):0.########} {reader.GetDecimal(2):0.########} {reader.GetDecimal(3):0.########} {reader.GetDecimal(4):0.########} {reader.GetDecimal(5):0.########} {reader.GetDecimal(6):0.########} {reader.GetInt64(7)} {reader.GetString(8)} {reader.GetBoolean(9)}"));
            }

            Assert.Equal(expected, actual);
        }
    }

    private static string Show(Kline record) => FormattableString.Invariant(
        $"{CandleClock.ToUtc(record.OpenTime):O} {record.Open:0.########} {record.High:0.########} {record.Low:0.########} {record.Close:0.########} {record.Volume:0.########} {record.QuoteVolume:0.########} {record.Trades} binance True");

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Scratch.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    public ValueTask DisposeAsync() => Scratch.DisposeAsync();
}
