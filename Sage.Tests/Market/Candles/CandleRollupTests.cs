using Sage.Api.Market.Candles;
using Sage.Api.Market.Lease;
using Sage.Tests.AppHost;
using static Sage.Tests.Market.Candles.CandleParts;

namespace Sage.Tests.Market.Candles;

[Collection(SageCollection.Name)]
public sealed class CandleRollupTests(SageApp sage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rolling_up_twice_changes_nothing_and_a_late_correction_reaches_hour_and_day()
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        await database.WriteAsync([.. Enumerable.Range(0, 1440).Select(i => Kline(Noon.AddHours(-12).AddMinutes(i), trades: 10, closed: true))]);
        await database.RollUpAsync();
        await database.RollUpAsync();
        Assert.Equal("24 14400 t", await database.Scratch.ScalarAsync<string>("select concat_ws(' ', count(*), sum(trades), bool_and(final)) from candles_1h", Cancel));
        Assert.Equal("1 14400 1440 t", await database.Scratch.ScalarAsync<string>("select concat_ws(' ', count(*), sum(trades), sum(minutes), bool_and(final)) from candles_1d", Cancel));

        await database.WriteAsync(Kline(Noon, 500, trades: 15, closed: true));
        await database.RollUpAsync();

        Assert.Equal("500 605", await database.Scratch.ScalarAsync<string>("select concat_ws(' ', high, trades) from candles_1h where open_time = '2026-11-20 12:00+00'", Cancel));
        Assert.Equal("500 14405", await database.Scratch.ScalarAsync<string>("select concat_ws(' ', high, trades) from candles_1d", Cancel));
        Assert.Equal(0, await database.Scratch.ScalarAsync<long>("select count(*) from candles_changed", Cancel));
    }

    [Fact]
    public async Task Minutes_written_while_they_are_rolled_up_are_not_forgotten()
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var rolling = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await database.RollUpAsync();
            }
        }, Cancel);
        for (var i = 1; i <= 200; i++)
        {
            await database.WriteAsync(Kline(Noon.AddMinutes(i % 3), trades: i));
        }

        await done.CancelAsync();
        await rolling;
        await database.RollUpAsync();

        Assert.Equal(198 + 199 + 200, await database.Scratch.ScalarAsync<long>("select trades from candles_1h", Cancel));
        Assert.Equal(198 + 199 + 200, await database.Scratch.ScalarAsync<long>("select trades from candles_1d", Cancel));
    }

    [Fact]
    public async Task A_month_goes_when_all_of_it_is_too_old_and_only_after_it_has_been_rolled_up()
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        var old = Noon.AddDays(-85);
        await database.WriteAsync(Kline(old, closed: true), Kline(Noon, closed: true));
        database.Time.Advance(TimeSpan.FromDays(20));

        await database.Partitions.DropOldAsync(database.Term, Cancel);
        Assert.Equal(2, (await database.ReadAsync()).Count);

        await database.RollUpAsync();
        await database.Partitions.DropOldAsync(database.Term, Cancel);
        Assert.Equal(Noon, Assert.Single(await database.ReadAsync()).OpenTime);
        Assert.Equal(2, (await database.ReadAsync(CandleInterval.OneHour)).Count);

        // A straggler of the month that is gone is refused, not rolled up as if it were all of its hour.
        Assert.Single(await database.Batches.WriteAsync(database.Term, [Kline(old.AddMinutes(1), trades: 1)], Cancel));
        await database.RollUpAsync();
        Assert.Equal(10, (await database.ReadAsync(CandleInterval.OneHour))[0].Trades);
    }

    [Fact]
    public async Task Hours_go_and_days_stay()
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        await database.WriteAsync(Kline(Noon, closed: true));
        await database.RollUpAsync();

        await database.Rollup.DropOldAsync(database.Term, Noon.AddHours(1), Cancel);

        Assert.Equal(0, await database.Scratch.ScalarAsync<long>("select count(*) from candles_1h", Cancel));
        Assert.Single(await database.ReadAsync(CandleInterval.OneDay));
    }

    [Fact]
    public async Task Partitions_are_made_ahead()
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        await database.Partitions.EnsureAheadAsync(Cancel);

        Assert.Equal("candles_1m_2026_11,candles_1m_2026_12,candles_1m_2027_01", await database.Scratch.ScalarAsync<string>("select string_agg(relname, ',' order by relname) from pg_class join pg_inherits on inhrelid = oid where inhparent = 'candles_1m'::regclass and relname >= 'candles_1m_2026_11' and relname <= 'candles_1m_2027_01'", Cancel));
    }

    [Fact]
    public async Task Who_has_lost_the_lease_rolls_nothing_up_and_drops_nothing()
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        await database.WriteAsync(Kline(Noon, closed: true));
        var deposed = database.Term;
        await database.TakeOverAsync();
        database.Time.Advance(TimeSpan.FromDays(200));

        await Assert.ThrowsAsync<LeaseLostException>(() => database.Rollup.RunAsync(deposed, Cancel));
        await Assert.ThrowsAsync<LeaseLostException>(() => database.Partitions.DropOldAsync(deposed, Cancel));

        Assert.Single(await database.ReadAsync());
    }
}
