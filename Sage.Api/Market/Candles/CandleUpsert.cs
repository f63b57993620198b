using Npgsql;
using NpgsqlTypes;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Lease;

namespace Sage.Api.Market.Candles;

/// <summary>Writes minutes: COPY into a table that is empty to everybody else, then one statement that keeps the better state of each.</summary>
internal sealed class CandleUpsert(NpgsqlDataSource database, CandlePartitions partitions, MarketName market, MarketSymbols symbols)
{
    private const int TimeoutSeconds = 5;

    // A process that is frozen here must not hold the lease's row for longer than a takeover may take.
    private const string LimitsSql = "set local idle_in_transaction_session_timeout = '2s'; set local lock_timeout = '2s'";

    private const string CopySql = """
        copy candles_incoming (market, symbol, open_time, open, high, low, close, volume, quote_volume, trades, source, final)
        from stdin (format binary)
        """;

    // In the order of the key, so that two writers wait for each other instead of dying; the where clause is CandleRank's rule.
    // An hour is marked by an update also when it is marked already: the roll-up that is just taking the mark then waits for us.
    private const string UpsertSql = """
        with incoming as (delete from candles_incoming returning *),
        written as (
          insert into candles_1m as kept (market, symbol, open_time, open, high, low, close, volume, quote_volume, trades, source, final)
          select market, symbol, open_time, open, high, low, close, volume, quote_volume, trades, source, final
          from incoming order by market, symbol, open_time
          on conflict (market, symbol, open_time) do update set
            open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close, volume = excluded.volume,
            quote_volume = excluded.quote_volume, trades = excluded.trades, source = excluded.source, final = excluded.final
          where case
              when excluded.final <> kept.final then excluded.final
              else (excluded.source = 'binance' and kept.source <> 'binance') or excluded.trades >= kept.trades
            end
            and (excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume, excluded.quote_volume, excluded.trades, excluded.source, excluded.final)
              is distinct from (kept.open, kept.high, kept.low, kept.close, kept.volume, kept.quote_volume, kept.trades, kept.source, kept.final)
          returning market, symbol, open_time
        ),
        marked as (
          insert into candles_changed as mark (market, symbol, hour)
          select distinct market, symbol, date_trunc('hour', open_time, 'UTC') from written order by 1, 2, 3
          on conflict (market, symbol, hour) do update set revision = mark.revision + 1
        )
        select count(*) from written
        """;

    /// <summary>All or nothing; each minute at most once in a batch. Returns how many rows are other than before.</summary>
    /// <exception cref="LeaseLostException">Another process writes now.</exception>
    public async Task<long> WriteAsync(LeaseTerm term, IReadOnlyList<Kline> batch, CancellationToken cancellationToken)
    {
        await partitions.EnsureAsync(batch.Select(kline => CandleClock.ToUtc(kline.OpenTime)), cancellationToken);

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, LimitsSql, cancellationToken);
        await CopyAsync(connection, batch, cancellationToken);

        // After the copy: while a client that is frozen in it is waited for, the lease's row is free.
        await LeaseFence.CheckAsync(transaction, term, cancellationToken);
        await using var upsert = new NpgsqlCommand(UpsertSql, connection) { CommandTimeout = TimeoutSeconds };
        var written = (long)(await upsert.ExecuteScalarAsync(cancellationToken) ?? 0L);
        await transaction.CommitAsync(cancellationToken);
        return written;
    }

    private async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<Kline> batch, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(CopySql, cancellationToken);
        copy.Timeout = TimeSpan.FromSeconds(TimeoutSeconds);
        foreach (var kline in batch)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(market.Value, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(symbols.Names[kline.Symbol], NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(CandleClock.ToUtc(kline.OpenTime), NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(kline.Open, NpgsqlDbType.Numeric, cancellationToken);
            await copy.WriteAsync(kline.High, NpgsqlDbType.Numeric, cancellationToken);
            await copy.WriteAsync(kline.Low, NpgsqlDbType.Numeric, cancellationToken);
            await copy.WriteAsync(kline.Close, NpgsqlDbType.Numeric, cancellationToken);
            await copy.WriteAsync(kline.Volume, NpgsqlDbType.Numeric, cancellationToken);
            await copy.WriteAsync(kline.QuoteVolume, NpgsqlDbType.Numeric, cancellationToken);
            await copy.WriteAsync(kline.Trades, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(kline.Source.WireName(), NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(kline.Closed, NpgsqlDbType.Boolean, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = TimeoutSeconds };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
