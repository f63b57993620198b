using Microsoft.Extensions.Logging.Abstractions;
using Sage.Api.Data;
using Sage.Api.Market.Candles;
using Sage.Tests.Api;
using Sage.Tests.AppHost;

namespace Sage.Tests.Market;

[Collection(SageCollection.Name)]
public sealed class CandleStoreTests(SageApp sage) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2031, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private ScratchDatabase? _database;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private CandleStore Store => new(_database!.Source);

    public async ValueTask InitializeAsync()
    {
        _database = await ScratchDatabase.CreateAsync(sage, Cancel);
        var options = Microsoft.Extensions.Options.Options.Create(new DatabaseOptions());
        var source = new MigrationDatabase(_database.Source, options, TimeProvider.System, NullLogger<MigrationDatabase>.Instance);
        await new Migrator(source, options, TimeProvider.System, NullLogger<Migrator>.Instance).RunAsync(MigrationScripts.Embedded(), Cancel);
    }

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Additions_to_a_minute_make_one_row_however_often_a_batch_is_sent()
    {
        var first = Candle(Noon, (1, 100m, 0.5m), (2, 105m, 0.25m));
        var second = Candle(Noon, (3, 95m, 1m), (4, 99.000_000_01m, 1m));
        await Store.AddAsync([first], Cancel);
        await Store.AddAsync([first], Cancel);
        await Store.AddAsync([second], Cancel);
        await Store.AddAsync([second], Cancel);
        await Store.AddAsync([first], Cancel);

        var row = Assert.Single(await Store.LatestAsync("BTCUSDT", 10, Cancel));

        Assert.Equal(Noon, row.OpenTime);
        Assert.Equal((100m, 105m, 95m, 99.000_000_01m, 2.75m, 4L), (row.Open, row.High, row.Low, row.Close, row.Volume, row.Trades));
    }

    [Fact]
    public async Task A_month_gets_its_partition_when_its_first_candle_comes_also_from_several_writers()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Store.AddAsync([Candle(Noon.AddMonths(i % 2), (i + 1, 1m, 1m))], Cancel)));

        Assert.Equal("candles_2031_01,candles_2031_02", await _database!.ScalarAsync<string>("select string_agg(tablename, ',' order by tablename) from pg_tables where tablename like 'candles_2031%'", Cancel));
    }

    [Fact]
    public async Task The_newest_candles_come_oldest_first()
    {
        await Store.AddAsync([.. Enumerable.Range(0, 5).Select(i => Candle(Noon.AddMinutes(i), (i, i + 1, 1m)))], Cancel);

        Assert.Equal([4m, 5m], (await Store.LatestAsync("BTCUSDT", 2, Cancel)).Select(row => row.Close));
        Assert.Empty(await Store.LatestAsync("ETHUSDT", 2, Cancel));
    }

    private static Candle Candle(DateTimeOffset minute, params (long Id, decimal Price, decimal Quantity)[] trades)
    {
        var candle = new Candle("BTCUSDT", minute.ToUnixTimeSeconds() / 60, "test");
        foreach (var (id, price, quantity) in trades)
        {
            candle.Add(price, quantity, id);
        }

        return candle;
    }
}
