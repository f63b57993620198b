using Dapper;
using Npgsql;
using Sage.Api.Market.Lease;

namespace Sage.Api.Market.Candles;

/// <summary>
/// Rolls changed hours up, and their days with them. What is to be done is a table of marks, not a time of day: so it survives
/// restarts, can be done twice, and a minute that is corrected later changes its hour and day again.
/// </summary>
internal sealed class CandleRollup(NpgsqlDataSource database, SageMarketMetrics metrics)
{
    private const int BatchSize = 240;
    private const int TimeoutSeconds = 30;

    private const string LimitsSql = "set local idle_in_transaction_session_timeout = '2s'; set local lock_timeout = '2s'";

    // A statement of its own: only the next one sees the minutes of a writer that this one has waited for.
    private const string TakeSql = """
        delete from candles_changed where (market, symbol, hour) in (select market, symbol, hour from candles_changed order by hour limit @size)
        returning market, symbol, hour
        """;

    private const string Columns = "open_time, open, high, low, close, volume, quote_volume, trades, source, minutes, final";

    private const string HoursSql = $"""
        insert into candles_1h as kept (market, symbol, {Columns})
        select hour.market, hour.symbol, hour.open_time, open, high, low, close, volume, quote_volume, trades, source, minutes, final and minutes = 60
        from unnest(@markets, @symbols, @hours) as hour (market, symbol, open_time) cross join lateral (
          select {CandleSql.Aggregates}
          from (
            select *, 1 as minutes from candles_1m as minute
            where minute.market = hour.market and minute.symbol = hour.symbol and minute.open_time >= @first and minute.open_time < @end
              and minute.open_time >= hour.open_time and minute.open_time < hour.open_time + interval '1 hour'
          ) as minute
          having count(*) > 0
        ) as rolled
        {Replace}
        """;

    private const string DaysSql = $"""
        insert into candles_1d as kept (market, symbol, {Columns})
        select day.market, day.symbol, day.open_time, open, high, low, close, volume, quote_volume, trades, source, minutes, final and minutes = 1440
        from (
          select distinct market, symbol, date_trunc('day', hour, 'UTC') as open_time from unnest(@markets, @symbols, @hours) as changed (market, symbol, hour)
        ) as day cross join lateral (
          select {CandleSql.Aggregates}
          from candles_1h as hour
          where hour.market = day.market and hour.symbol = day.symbol and hour.open_time >= day.open_time and hour.open_time < day.open_time + interval '1 day'
          having count(*) > 0
        ) as rolled
        {Replace}
        """;

    private const string Replace = """
        on conflict (market, symbol, open_time) do update set
          open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close, volume = excluded.volume,
          quote_volume = excluded.quote_volume, trades = excluded.trades, source = excluded.source, minutes = excluded.minutes, final = excluded.final
        """;

    /// <summary>Until nothing is marked.</summary>
    public async Task RunAsync(LeaseTerm term, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        int taken;
        do
        {
            taken = await RunBatchAsync(connection, term, cancellationToken);
            metrics.CandlesRolledUp(taken);
        }
        while (taken == BatchSize);
    }

    /// <summary>Hours older than they are kept; their days stay.</summary>
    public async Task DropOldAsync(LeaseTerm term, DateTimeOffset oldest, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await BeginAsync(connection, term, cancellationToken);
        await connection.ExecuteAsync(Command("delete from candles_1h where open_time < @oldest", new { oldest = oldest.UtcDateTime }, transaction, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<int> RunBatchAsync(NpgsqlConnection connection, LeaseTerm term, CancellationToken cancellationToken)
    {
        await using var transaction = await BeginAsync(connection, term, cancellationToken);
        var changed = (await connection.QueryAsync<ChangedHour>(Command(TakeSql, new { size = BatchSize }, transaction, cancellationToken))).AsList();
        if (changed.Count > 0)
        {
            var parameters = new
            {
                markets = changed.Select(mark => mark.Market).ToArray(),
                symbols = changed.Select(mark => mark.Symbol).ToArray(),
                hours = changed.Select(mark => mark.Hour).ToArray(),
                first = changed.Min(mark => mark.Hour),
                end = changed.Max(mark => mark.Hour).AddHours(1),
            };
            await connection.ExecuteAsync(Command(HoursSql, parameters, transaction, cancellationToken));
            await connection.ExecuteAsync(Command(DaysSql, parameters, transaction, cancellationToken));
        }

        await transaction.CommitAsync(cancellationToken);
        return changed.Count;
    }

    private static async Task<NpgsqlTransaction> BeginAsync(NpgsqlConnection connection, LeaseTerm term, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(LimitsSql, null, transaction, cancellationToken));
        await LeaseFence.CheckAsync(transaction, term, cancellationToken);
        return transaction;
    }

    private static CommandDefinition Command(string sql, object? parameters, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        new(sql, parameters, transaction, TimeoutSeconds, cancellationToken: cancellationToken);

    private sealed record ChangedHour(string Market, string Symbol, DateTime Hour);
}
