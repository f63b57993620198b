using Npgsql;
using Sage.Api.Market.Lease;

namespace Sage.Api.Market.Candles;

/// <summary>Writes a batch; a row that Postgres refuses for good is found, counted and left out, so that it cannot hold up the others.</summary>
internal sealed partial class CandleBatches(CandleUpsert upsert, MarketSymbols symbols, SageMarketMetrics metrics, ILogger<CandleBatches> logger)
{
    /// <summary>Returns the rows that were refused. Throws when nobody knows what was written: the whole batch may be sent again.</summary>
    public async Task<IReadOnlyList<Kline>> WriteAsync(LeaseTerm term, IReadOnlyList<Kline> batch, CancellationToken cancellationToken)
    {
        using var span = MarketTraces.Start("candles write");
        span?.SetTag("sage.market.candles", batch.Count);
        try
        {
            var refused = new List<Kline>();
            await WriteAsync(term, batch, refused, cancellationToken);
            return refused;
        }
        catch (Exception exception)
        {
            span.Fail(exception);
            throw;
        }
    }

    /// <summary>About the values, so the same rows are refused next time: a value out of range, a rule of the table.</summary>
    internal static bool IsRefusal(PostgresException exception) => exception.SqlState is ['2', '2' or '3', ..];

    private async Task WriteAsync(LeaseTerm term, IReadOnlyList<Kline> batch, List<Kline> refused, CancellationToken cancellationToken)
    {
        try
        {
            metrics.CandlesWritten((int)await upsert.WriteAsync(term, batch, cancellationToken));
            return;
        }
        catch (PostgresException exception) when (IsRefusal(exception))
        {
            if (batch.Count == 1)
            {
                refused.Add(batch[0]);
                metrics.CandlesRefused(1);
                Log.Refused(logger, symbols.Names[batch[0].Symbol], CandleClock.ToUtc(batch[0].OpenTime), exception.MessageText, exception.SqlState);
                return;
            }
        }

        var half = batch.Count / 2;
        await WriteAsync(term, [.. batch.Take(half)], refused, cancellationToken);
        await WriteAsync(term, [.. batch.Skip(half)], refused, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The candle of {Symbol} at {OpenTime:O} is left out, Postgres does not take it: {Reason} ({SqlState})")]
        public static partial void Refused(ILogger logger, string symbol, DateTime openTime, string reason, string sqlState);
    }
}
