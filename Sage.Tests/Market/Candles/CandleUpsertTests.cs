using Npgsql;
using Sage.Api.Data;
using Sage.Api.Market;
using Sage.Api.Market.Candles;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Lease;
using Sage.Tests.AppHost;
using static Sage.Tests.Market.Candles.CandleParts;

namespace Sage.Tests.Market.Candles;

[Collection(SageCollection.Name)]
public sealed class CandleUpsertTests(SageApp sage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_minute_is_one_row_exactly_as_told_last_however_often_a_batch_is_sent()
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        var running = Kline(Noon, 101.000_000_01m, trades: 5);
        var final = Kline(Noon, 99.5m, trades: 7, closed: true) with { Volume = 0.000_000_01m };

        Assert.Equal(1, await database.WriteAsync(running));
        Assert.Equal(0, await database.WriteAsync(running));
        Assert.Equal(1, await database.WriteAsync(final));
        Assert.Equal(0, await database.WriteAsync(final));
        Assert.Equal(0, await database.WriteAsync(running));

        var row = Assert.Single(await database.ReadAsync());
        Assert.Equal(Noon, row.OpenTime);
        Assert.Equal((100m, 100m, 99.5m, 99.5m, 0.000_000_01m, 7L), (row.Open, row.High, row.Low, row.Close, row.Volume, row.Trades));
        Assert.Equal(("binance", true), (row.Source, row.Final));
    }

    [Fact]
    public async Task The_table_and_memory_agree_on_which_state_of_a_minute_is_kept()
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        Kline[] states =
        [
            .. from closed in new[] { false, true }
               from source in closed ? [FeedSource.Binance] : new[] { FeedSource.Binance, FeedSource.GateIo }
               from trades in new[] { 5, 6 }
               select Kline(Noon, 100 + trades + (int)source, trades, closed, source),
        ];
        var minute = 0;
        foreach (var kept in states)
        {
            foreach (var incoming in states)
            {
                var openTime = Noon.AddMinutes(minute++).ToUnixTimeMilliseconds();
                await database.WriteAsync(kept with { OpenTime = openTime });
                var changed = await database.WriteAsync(incoming with { OpenTime = openTime });

                Assert.Equal(incoming.Replaces(kept) && incoming != kept ? 1 : 0, changed);
            }
        }

        Assert.Equal(36, minute);
    }

    [Fact]
    public async Task Who_has_lost_the_lease_writes_nothing_and_learns_it()
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        var deposed = database.Term;
        await database.TakeOverAsync();

        await Assert.ThrowsAsync<LeaseLostException>(() => database.Upsert.WriteAsync(deposed, [Kline(Noon)], Cancel));

        Assert.True(deposed.Deposed.IsCompleted);
        Assert.Empty(await database.ReadAsync());
        Assert.Equal(0, await database.Scratch.ScalarAsync<long>("select count(*) from candles_incoming", Cancel));
    }

    [Fact]
    public async Task A_row_that_is_refused_for_good_does_not_hold_up_the_others()
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        var batch = Enumerable.Range(0, 20).Select(i => Kline(Noon.AddMinutes(i))).ToList();
        batch[7] = batch[7] with { Low = 1000 };
        batch[13] = batch[13] with { Trades = -1 };

        var refused = await database.Batches.WriteAsync(database.Term, batch, Cancel);

        Assert.Equal([batch[7], batch[13]], refused);
        Assert.Equal(18, (await database.ReadAsync()).Count);
    }

    [Fact]
    public async Task A_failure_that_is_not_about_the_rows_is_not_taken_for_a_refusal()
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        await database.ExecuteAsync("drop table candles_incoming");

        var failure = await Assert.ThrowsAsync<PostgresException>(() => database.Batches.WriteAsync(database.Term, [Kline(Noon)], Cancel));

        Assert.Equal(PostgresErrorCodes.UndefinedTable, failure.SqlState);
    }

    [Fact]
    public async Task The_simulators_candles_and_the_exchanges_do_not_mix()
    {
        await using var live = await CandleDatabase.CreateAsync(sage);
        var simulated = live.As(simulated: true);
        await live.WriteAsync(Kline(Noon, 101, closed: true));
        await simulated.WriteAsync(Kline(Noon, 102));
        await live.RollUpAsync();

        Assert.Equal((101m, 102m), ((await live.ReadAsync()).Single().Close, (await simulated.ReadAsync()).Single().Close));
        Assert.Equal((101m, 102m), ((await live.ReadAsync(CandleInterval.OneDay)).Single().Close, (await simulated.ReadAsync(CandleInterval.OneDay)).Single().Close));
    }

    [Fact]
    public async Task A_month_gets_its_partition_when_its_first_candle_comes_also_from_several_writers()
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => database.As(simulated: false).WriteAsync(Kline(Noon.AddMonths(-(i % 2) - 1).AddMinutes(i)))));

        Assert.Equal("candles_1m_2026_09,candles_1m_2026_10", await database.Scratch.ScalarAsync<string>("select string_agg(relname, ',' order by relname) from pg_class where relname in ('candles_1m_2026_09', 'candles_1m_2026_10')", Cancel));
        Assert.Equal(4, (await database.ReadAsync()).Count);
    }

    [Fact]
    public async Task Candles_of_the_first_version_stay_readable_and_are_replaced_by_the_exchanges_record()
    {
        await using var database = await CandleDatabase.EmptyAsync(sage, options => options.Simulated = true);
        var scripts = MigrationScripts.Embedded();
        await database.MigrateAsync([.. scripts.Take(2)]);
        await database.ExecuteAsync("""
            select ensure_candle_partition('2026-10-31 23:59+00');
            insert into candles values
              ('BTCUSDT', '2026-10-31 23:59+00', 1, 3, 1, 2, 10, 5, 1, 5, 'simulated'),
              ('BTCUSDT', '2026-11-20 12:00+00', 2, 3, 2, 3, 10, 5, 6, 10, 'simulated'),
              ('BTCUSDT', '2026-11-20 12:00+00'::timestamptz + interval '1 minute', 3, 3, 2, 3, 10, 5, 6, 10, 'binance')
            """);

        await database.MigrateAsync(scripts);
        await database.ExecuteAsync("insert into feed_lease (name, token, holder, expires_at) values ('market', 1, 'test', now())");

        Assert.Equal([2m, 3m], (await database.ReadAsync()).Select(row => row.Close));
        Assert.Equal([2m, 3m], (await database.ReadAsync(CandleInterval.OneDay)).Select(row => row.Close));
        Assert.Single(await database.As(simulated: false).ReadAsync());
        await database.WriteAsync(Kline(Noon, 42, trades: 1, closed: true));
        Assert.Equal([2m, 42m], (await database.ReadAsync()).Select(row => row.Close));
    }
}
