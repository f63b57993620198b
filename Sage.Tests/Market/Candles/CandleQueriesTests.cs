using System.Text.RegularExpressions;
using Dapper;
using Sage.Api.Market;
using Sage.Api.Market.Candles;
using Sage.Api.Market.Feeds;
using Sage.Tests.AppHost;
using static Sage.Tests.Market.Candles.CandleParts;

namespace Sage.Tests.Market.Candles;

[Collection(SageCollection.Name)]
public sealed partial class CandleQueriesTests(SageApp sage)
{
    // Two partitions, the change of a day, gaps of every size.
    private static readonly DateTimeOffset Start = new(2026, 10, 30, 5, 7, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_interval_range_and_limit_agrees_with_the_minutes_whatever_has_been_rolled_up()
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        var random = new Random(20261120);
        var minutes = new SortedDictionary<DateTimeOffset, Kline>();
        for (var round = 0; round < 4; round++)
        {
            var changed = Minutes(random, rounds: 3).DistinctBy(kline => kline.OpenTime).ToList();
            foreach (var kline in changed)
            {
                var at = DateTimeOffset.FromUnixTimeMilliseconds(kline.OpenTime);
                minutes[at] = !minutes.TryGetValue(at, out var kept) || kline.Replaces(kept) ? kline : kept;
            }

            await database.WriteAsync(changed);
            await AssertAgreesAsync(database, minutes, random, questions: 25);
            await database.RollUpAsync();
            await AssertAgreesAsync(database, minutes, random, questions: 25);
        }
    }

    [Fact]
    public async Task The_running_candle_is_the_last_one_in_every_interval()
    {
        await using var database = await CandleDatabase.CreateAsync(sage);
        await database.WriteAsync(Kline(Noon, 101, closed: true));
        await database.RollUpAsync();
        await database.WriteAsync(Kline(Noon.AddMinutes(1), 107, trades: 3));

        foreach (var interval in Enum.GetValues<CandleInterval>())
        {
            var last = (await database.ReadAsync(interval))[^1];
            Assert.Equal((107m, false), (last.Close, last.Final));
        }
    }

    [Theory]
    [InlineData("1m")]
    [InlineData("15m")]
    [InlineData("4h")]
    [InlineData("1d")]
    public async Task A_question_reads_its_range_by_the_primary_key_and_no_other_months(string name)
    {
        var interval = (CandleInterval)CandleIntervals.Names.Index().Single(item => item.Item == name).Index;
        await using var database = await CandleDatabase.CreateAsync(sage);
        for (var month = 0; month < 3; month++)
        {
            await database.WriteAsync([.. Enumerable.Range(0, 5000).Select(i => Record(i % 2, Noon.AddMonths(-month).AddMinutes(-i / 2)))]);
        }

        await database.RollUpAsync();
        await database.WriteAsync(Kline(Noon.AddMonths(-1).AddHours(-3), 101, trades: 99, closed: true));
        foreach (var (table, unit, count) in new[] { ("candles_1h", "hour", 17_520), ("candles_1d", "day", 3_650) })
        {
            await database.ExecuteAsync($"""
                insert into {table}
                select 'live', symbol, timestamptz '2026-09-01 00:00+00' - n * interval '1 {unit}', 1, 1, 1, 1, 1, 1, 1, 'binance', 60, true
                from generate_series(1, {count}) as n cross join unnest(array['BTCUSDT', 'ETHUSDT']) as symbol
                """);
        }

        await database.ExecuteAsync("analyze");
        var day = await ExplainAsync(database, CandleSql.For(interval, newest: false), Noon.AddMonths(-1).AddDays(-1), Noon.AddMonths(-1), rows: 100);
        var newest = await ExplainAsync(database, CandleSql.For(interval, newest: true), DateTimeOffset.MinValue, Noon.AddMonths(-1), rows: 100);

        Assert.All([day, newest], plan => Assert.DoesNotContain("Seq Scan on candles_1", plan, StringComparison.Ordinal));
        Assert.DoesNotMatch(OtherMonthIsRead(), day);

        // However long the past is, no more than the answer needs is read of it.
        Assert.InRange(RowsRead().Matches(newest).Max(read => double.Parse(read.Groups["rows"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)), 1, 110);
    }

    private static async Task<string> ExplainAsync(CandleDatabase database, string sql, DateTimeOffset from, DateTimeOffset to, int rows)
    {
        await using var connection = await database.Scratch.Source.OpenConnectionAsync(Cancel);
        var plan = string.Join('\n', await connection.QueryAsync<string>(new CommandDefinition(
            "explain (analyze, costs off, timing off, summary off, buffers off) " + sql,
            new { market = "live", symbol = "BTCUSDT", from = from.UtcDateTime, to = to.UtcDateTime, rows, limit = 100 },
            cancellationToken: Cancel)));
        TestContext.Current.TestOutputHelper?.WriteLine(plan);
        return plan;
    }

    // A partition that the planner could not leave out is "never executed".
    [GeneratedRegex(@"candles_1m_2026_(?:09|11|12)[^\n]*\(actual", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex OtherMonthIsRead();

    [GeneratedRegex(@"Scan[^\n]* on candles_1[^\n]*\(actual rows=(?<rows>[0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex RowsRead();

    private static IEnumerable<Kline> Minutes(Random random, int rounds)
    {
        var at = Start.AddMinutes(random.Next(2000));
        for (var i = 0; i < rounds; i++)
        {
            var run = random.Next(1, 150);
            for (var j = 0; j < run; j++, at = at.AddMinutes(1))
            {
                var closed = random.Next(10) > 0;
                var price = 90 + random.Next(2000) / 100m;
                yield return Kline(at, price, random.Next(1, 50), closed, closed || random.Next(2) == 0 ? FeedSource.Binance : FeedSource.GateIo);
            }

            at = at.AddMinutes(random.Next(4) == 0 ? random.Next(1, 1500) : random.Next(1, 30));
        }
    }

    private static async Task AssertAgreesAsync(CandleDatabase database, SortedDictionary<DateTimeOffset, Kline> minutes, Random random, int questions)
    {
        for (var i = 0; i < questions; i++)
        {
            var interval = (CandleInterval)random.Next(6);
            DateTimeOffset? from = random.Next(2) == 0 ? null : Start.AddSeconds(random.Next(5 * 86_400) - 86_400);
            var to = Start.AddSeconds(random.Next(7 * 86_400));
            var limit = random.Next(3) == 0 ? 1000 : random.Next(1, 20);

            var expected = Expected(minutes, interval, from, to, limit).Select(Show).ToList();
            var actual = (await database.ReadAsync(interval, from, to, limit)).Select(Show).ToList();

            Assert.True(expected.SequenceEqual(actual), $"{interval} from {from:O} to {to:O} limit {limit}:\n{string.Join('\n', expected)}\nbut\n{string.Join('\n', actual)}");
        }
    }

    private static IEnumerable<CandleRow> Expected(SortedDictionary<DateTimeOffset, Kline> minutes, CandleInterval interval, DateTimeOffset? from, DateTimeOffset to, int limit)
    {
        var all = minutes.GroupBy(pair => pair.Key.UtcTicks / interval.Length().Ticks * interval.Length().Ticks)
            .Select(bucket => Row(new DateTime(bucket.Key, DateTimeKind.Utc), interval, [.. bucket.Select(pair => pair.Value)]))
            .Where(row => row.OpenTime < to && (from is null || row.OpenTime >= from.Value.UtcDateTime)).ToList();
        return from is null ? all.TakeLast(limit) : all.Take(limit);
    }

    private static CandleRow Row(DateTime openTime, CandleInterval interval, List<Kline> bucket) => new()
    {
        OpenTime = openTime,
        Open = bucket[0].Open,
        High = bucket.Max(kline => kline.High),
        Low = bucket.Min(kline => kline.Low),
        Close = bucket[^1].Close,
        Volume = bucket.Sum(kline => kline.Volume),
        Trades = bucket.Sum(kline => kline.Trades),
        Source = bucket.Any(kline => kline.Source == FeedSource.GateIo) ? "gateio" : "binance",
        Final = bucket.Count == (int)interval.Length().TotalMinutes && bucket.All(kline => kline.Closed),
    };

    private static string Show(CandleRow row) =>
        FormattableString.Invariant($"{row.OpenTime:O} {row.Open:0.####} {row.High:0.####} {row.Low:0.####} {row.Close:0.####} {row.Volume:0.####} {row.Trades} {row.Source} {row.Final}");
}
