using Dapper;
using Npgsql;

namespace Sage.Api.Market.Candles;

/// <summary>Reads candles of any interval.</summary>
internal sealed class CandleQueries(NpgsqlDataSource database)
{
    private const int TimeoutSeconds = 5;

    // Only what the newest or oldest @limit intervals can hold is aggregated.
    private const string Sql = """
        with minutes as (
          select date_bin(@length, open_time, timestamptz 'epoch') as bin, c.*
          from candles c
          where symbol = @symbol and open_time >= @from and open_time < @to
        )
        select bin as "OpenTime",
          (array_agg(open order by open_time))[1] as "Open", max(high) as "High", min(low) as "Low",
          (array_agg(close order by open_time desc))[1] as "Close", sum(volume) as "Volume", sum(trades)::bigint as "Trades",
          (array_agg(source order by open_time desc))[1] as "Source", false as "Final"
        from minutes group by bin order by bin desc limit @limit
        """;

    /// <summary>
    /// Oldest first, at most <paramref name="limit"/>: those from <paramref name="from"/> on, or without it the newest before
    /// <paramref name="to"/>, which is exclusive.
    /// </summary>
    public async Task<IReadOnlyList<CandleRow>> ReadAsync(string symbol, CandleInterval interval, DateTimeOffset? from, DateTimeOffset to, int limit, CancellationToken cancellationToken)
    {
        var length = interval.Length();
        var (first, last) = from is { } begin
            ? (begin, to - begin > length * limit ? begin + length * limit : to)
            : (to - length * (limit + 1), to);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new { symbol, length, from = first.UtcDateTime, to = last.UtcDateTime, limit };
        var rows = await connection.QueryAsync<CandleRow>(new CommandDefinition(Sql, parameters, commandTimeout: TimeoutSeconds, cancellationToken: cancellationToken));
        return [.. rows.Reverse()];
    }
}
