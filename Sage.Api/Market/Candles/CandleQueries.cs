using Dapper;
using Npgsql;

namespace Sage.Api.Market.Candles;

/// <summary>Reads candles of any interval.</summary>
internal sealed class CandleQueries(NpgsqlDataSource database, MarketName market)
{
    private const int TimeoutSeconds = 5;

    /// <summary>
    /// Oldest first, at most <paramref name="limit"/>: those from <paramref name="from"/> on, or without it the newest before
    /// <paramref name="to"/>, which is exclusive. The running one is included; a time of which nothing is on record is missing,
    /// not filled.
    /// </summary>
    public async Task<IReadOnlyList<CandleRow>> ReadAsync(string symbol, CandleInterval interval, DateTimeOffset? from, DateTimeOffset to, int limit, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            market = market.Value,
            symbol,
            // Whole candles only: a part of one would be told as all of it.
            from = from is { } start ? interval.Ceiling(start).UtcDateTime : DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc),
            to = interval.Ceiling(to).UtcDateTime,
            rows = limit * (int)(interval.Length() / interval.BaseLength()),
            limit,
        };
        var newest = from is null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<CandleRow>(new CommandDefinition(
            CandleSql.For(interval, newest), parameters, commandTimeout: TimeoutSeconds, cancellationToken: cancellationToken));
        return [.. newest ? rows.Reverse() : rows];
    }
}
