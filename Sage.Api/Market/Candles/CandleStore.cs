using Dapper;
using Npgsql;

namespace Sage.Api.Market.Candles;

/// <summary>A row of the table candles, as far as it is shown.</summary>
internal sealed record CandleRow
{
    public required DateTime OpenTime { get; init; }
    public required decimal Open { get; init; }
    public required decimal High { get; init; }
    public required decimal Low { get; init; }
    public required decimal Close { get; init; }
    public required decimal Volume { get; init; }
    public required long Trades { get; init; }
    public required string Source { get; init; }

    /// <summary>Closed, and the exchange's own record rather than an estimate.</summary>
    public required bool Final { get; init; }
}

/// <summary>The table candles.</summary>
internal sealed class CandleStore(NpgsqlDataSource database)
{
    private const int WriteTimeoutSeconds = 5;

    // The trade ids make it safe to send a batch again when nobody knows whether it was committed.
    private const string UpsertSql = """
        insert into candles as c (symbol, open_time, open, high, low, close, volume, trades, first_trade_id, last_trade_id, source)
        select * from unnest($1::text[], $2::timestamptz[], $3::numeric[], $4::numeric[], $5::numeric[], $6::numeric[], $7::numeric[], $8::bigint[], $9::bigint[], $10::bigint[], $11::text[])
        on conflict (symbol, open_time) do update set
          high = greatest(c.high, excluded.high),
          low = least(c.low, excluded.low),
          close = excluded.close,
          volume = c.volume + excluded.volume,
          trades = c.trades + excluded.trades,
          last_trade_id = excluded.last_trade_id,
          source = excluded.source
        where excluded.first_trade_id > c.last_trade_id
        """;

    private const string LatestSql = """
        select open_time as "OpenTime", open as "Open", high as "High", low as "Low", close as "Close", volume as "Volume", trades as "Trades", source as "Source", false as "Final"
        from candles
        where symbol = @symbol
        order by open_time desc
        limit @limit
        """;

    private readonly HashSet<DateTime> _partitions = [];

    /// <summary>Adds the candles to their rows, once each, however often the same batch is sent. One caller at a time.</summary>
    public async Task AddAsync(IReadOnlyList<Candle> batch, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await EnsurePartitionsAsync(connection, batch, cancellationToken);

        await using var command = new NpgsqlCommand(UpsertSql, connection) { CommandTimeout = WriteTimeoutSeconds };
        command.Parameters.Add(Column(batch, candle => candle.Symbol));
        command.Parameters.Add(Column(batch, candle => candle.OpenTime.UtcDateTime));
        command.Parameters.Add(Column(batch, candle => candle.Open));
        command.Parameters.Add(Column(batch, candle => candle.High));
        command.Parameters.Add(Column(batch, candle => candle.Low));
        command.Parameters.Add(Column(batch, candle => candle.Close));
        command.Parameters.Add(Column(batch, candle => candle.Volume));
        command.Parameters.Add(Column(batch, candle => candle.Trades));
        command.Parameters.Add(Column(batch, candle => candle.FirstTradeId));
        command.Parameters.Add(Column(batch, candle => candle.LastTradeId));
        command.Parameters.Add(Column(batch, candle => candle.Source));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The newest candles, oldest first.</summary>
    public async Task<IReadOnlyList<CandleRow>> LatestAsync(string symbol, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<CandleRow>(new CommandDefinition(LatestSql, new { symbol, limit }, commandTimeout: WriteTimeoutSeconds, cancellationToken: cancellationToken));
        return [.. rows.Reverse()];
    }

    private async Task EnsurePartitionsAsync(NpgsqlConnection connection, IReadOnlyList<Candle> batch, CancellationToken cancellationToken)
    {
        var months = batch.Select(candle => new DateTime(candle.OpenTime.Year, candle.OpenTime.Month, 1, 0, 0, 0, DateTimeKind.Utc)).Distinct();
        foreach (var month in months.Where(month => !_partitions.Contains(month)))
        {
            await connection.ExecuteAsync(new CommandDefinition("select ensure_candle_partition(@month)", new { month }, commandTimeout: WriteTimeoutSeconds, cancellationToken: cancellationToken));
            _partitions.Add(month);
        }
    }

    private static NpgsqlParameter<T[]> Column<T>(IReadOnlyList<Candle> batch, Func<Candle, T> value) =>
        new() { TypedValue = [.. batch.Select(value)] };
}
