using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Sage.Api.Market.Candles;

/// <summary>Finds the minutes that are missing or not final. Hours that are known to be complete are not looked into.</summary>
internal sealed class CandleGaps(NpgsqlDataSource database, MarketName market, MarketSymbols symbols, IOptions<MarketOptions> options, TimeProvider time)
{
    private const int TimeoutSeconds = 15;

    // By then the stream has told that a minute is closed, and the exchange's record of it is complete.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    // From the first minute that is there, and at least over the history that is wanted: so an outage of any length is found.
    private const string Sql = """
        with wanted as (
          select name, greatest(@oldest, least(@history, (select min(open_time) from candles_1m where market = @market and symbol = name))) as since
          from unnest(@symbols) as name
        ),
        hours as (
          select name, since, opens
          from wanted cross join generate_series(date_trunc('hour', since, 'UTC'), @until - interval '1 minute', interval '1 hour') as opens
          where not exists (select from candles_1h where market = @market and symbol = name and open_time = opens and final)
             or exists (select from candles_changed where market = @market and symbol = name and hour = opens)
        )
        select name as "Symbol", (extract(epoch from minute) * 1000)::bigint as "OpenTime"
        from hours cross join generate_series(opens, opens + interval '59 minutes', interval '1 minute') as minute
        where minute >= since and minute < @until
          and not exists (
            select from candles_1m
            where market = @market and symbol = name and open_time = minute and final and open_time >= @oldest and open_time < @until)
        order by 1, 2
        """;

    /// <summary>Ascending, by symbol; only minutes that are over.</summary>
    public async Task<ILookup<int, long>> FindAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = CandleClock.ToUtc(CandleClock.Minute((now - Settled).ToUnixTimeMilliseconds()));
        var settings = options.Value.Candles;
        var parameters = new
        {
            market = market.Value,
            symbols = symbols.Names.ToArray(),
            oldest = WholeMinute(now - settings.KeepMinutes),
            history = WholeMinute(now - settings.History),
            until,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var minutes = await connection.QueryAsync<Minute>(new CommandDefinition(Sql, parameters, commandTimeout: TimeoutSeconds, cancellationToken: cancellationToken));
        return minutes.ToLookup(minute => symbols.TryGetIndex(minute.Symbol, out var index) ? index : -1, minute => minute.OpenTime);
    }

    private static DateTime WholeMinute(DateTimeOffset at) => CandleClock.ToUtc(CandleClock.Minute(at.ToUnixTimeMilliseconds()));

    private sealed record Minute(string Symbol, long OpenTime);
}
