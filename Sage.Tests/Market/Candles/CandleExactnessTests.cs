using Sage.Api.Market;
using Sage.Api.Market.Candles;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Lease;
using Sage.Tests.AppHost;
using static Sage.Tests.Market.Candles.CandleParts;

namespace Sage.Tests.Market.Candles;

[Collection(SageCollection.Name)]
public sealed class CandleExactnessTests(SageApp sage)
{
    private const int Minutes = 240;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whatever happens in whatever order, in the end the table is the exchange's record, and hours and days are its sums.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(2026)]
    public async Task After_any_interleaving_of_klines_trades_outages_and_takeovers_the_candles_are_the_exchanges_record(int seed)
    {
        await using var database = await CandleDatabase.CreateAsync(sage, options => options.Candles.History = TimeSpan.FromMinutes(1));
        var exchange = new FakeExchange(database.Time);
        var random = new Random(seed);
        var (start, leader) = (Noon, new Leader(database));
        var (exchangeDown, databaseDown, tradeId) = (0, 0, 0L);
        Leader? deposed = null;
        await exchange.Backfill(database).TryRunOnceAsync(database.Term, Cancel);
        for (var i = 0; i < Minutes; i++)
        {
            exchangeDown = exchangeDown > 0 ? exchangeDown - 1 : random.Next(8) == 0 ? random.Next(1, 12) : 0;
            databaseDown = databaseDown > 0 ? databaseDown - 1 : random.Next(10) == 0 ? random.Next(1, 9) : 0;
            for (var step = 0; step < 4; step++)
            {
                Feed(leader, random, start.AddMinutes(i), step, exchangeDown > 0, ref tradeId);
                if (databaseDown == 0)
                {
                    await leader.FlushAsync(database, answerLost: random.Next(5) == 0);
                }
            }

            if (random.Next(15) == 0)
            {
                // Killed or frozen: memory is gone, or written later by who does not lead any more.
                deposed = leader;
                await database.TakeOverAsync();
                leader = new Leader(database);
            }

            if (deposed is not null && random.Next(3) == 0 && databaseDown == 0)
            {
                await deposed.FlushAsync(database, answerLost: false);
                deposed = null;
            }

            database.Time.Advance(TimeSpan.FromMinutes(1));
            if (databaseDown == 0 && random.Next(10) == 0)
            {
                exchange.Fault = random.Next(3) == 0 ? _ => new HttpResponseMessage(System.Net.HttpStatusCode.BadGateway) : _ => null;
                await exchange.Backfill(database).TryRunOnceAsync(database.Term, Cancel);
            }

            if (databaseDown == 0 && random.Next(6) == 0)
            {
                await database.RollUpAsync();
            }
        }

        exchange.Fault = _ => null;
        await leader.FlushAsync(database, answerLost: false);
        await exchange.Backfill(database).TryRunOnceAsync(database.Term, Cancel);
        await database.RollUpAsync();

        await database.AssertRecordAsync(start.AddMinutes(-1), start.AddMinutes(Minutes - 1));
        var record = Enumerable.Range(-1, Minutes + 1).Select(i => Record(0, start.AddMinutes(i))).ToList();
        Assert.Equal((record.Sum(kline => kline.Trades), record.Sum(kline => kline.Volume)), await SumAsync(database, "candles_1h"));
        Assert.Equal((record.Sum(kline => kline.Trades), record.Sum(kline => kline.Volume)), await SumAsync(database, "candles_1d"));
    }

    private static void Feed(Leader leader, Random random, DateTimeOffset minute, int step, bool down, ref long tradeId)
    {
        for (var symbol = 0; symbol < MarketParts.Symbols.Count; symbol++)
        {
            var record = Record(symbol, minute);
            if (down)
            {
                leader.Intake.Add(MarketParts.Trade(++tradeId, 100 + random.Next(200) / 100m, minute.AddSeconds(step * 15), 0.5m, symbol, FeedSource.GateIo));
            }
            else if (step < 3)
            {
                leader.Intake.Add(record.Running(1 + step * 5));
            }
            else if (random.Next(10) > 0)
            {
                leader.Intake.Add(record);
            }
        }
    }

    private static async Task<(long Trades, decimal Volume)> SumAsync(CandleDatabase database, string table) =>
        ((long)(await database.Scratch.ScalarAsync<decimal>($"select sum(trades) from {table} where symbol = 'BTCUSDT'", Cancel)),
            await database.Scratch.ScalarAsync<decimal>($"select sum(volume) from {table} where symbol = 'BTCUSDT'", Cancel));

    /// <summary>The memory of one process, and the term it believes in.</summary>
    private sealed class Leader
    {
        private readonly LeaseTerm _term;

        public Leader(CandleDatabase database)
        {
            _term = database.Term;
            Pending = new PendingCandles(database.Options, MarketParts.Metrics());
            Intake = new CandleIntake(Pending, new BackfillSignal(), database.Options, MarketParts.Symbols, MarketParts.Metrics(), database.Time);
        }

        public PendingCandles Pending { get; }

        public CandleIntake Intake { get; }

        public async Task FlushAsync(CandleDatabase database, bool answerLost)
        {
            var batch = Pending.Take(500);
            try
            {
                await database.Batches.WriteAsync(_term, batch, Cancel);
                if (answerLost)
                {
                    Pending.Return(batch);
                }
            }
            catch (LeaseLostException)
            {
                Assert.True(_term.Deposed.IsCompleted);
            }
        }
    }
}
