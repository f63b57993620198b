using System.Collections.Frozen;

namespace Sage.Api.Market.Candles;

/// <summary>
/// The statements that read candles. Each takes its rows in the order of the primary key and stops after as many as the answer
/// can need, so the size of the tables does not matter. Hours that have changed since they were rolled up are made from their
/// minutes: an answer never waits for the roll-up. They are few, and as an array they leave the order of the key as it is.
/// </summary>
internal static class CandleSql
{
    public const string Aggregates = """
        (array_agg(open order by open_time))[1] as open, max(high) as high, min(low) as low, (array_agg(close order by open_time desc))[1] as close,
        sum(volume) as volume, sum(quote_volume) as quote_volume, sum(trades)::bigint as trades,
        coalesce(min(source) filter (where source <> 'binance'), 'binance') as source, sum(minutes)::integer as minutes, bool_and(final) as final
        """;

    private const string Range = "market = @market and symbol = @symbol and open_time >= @from and open_time < @to";

    private const string Changed = """
        changed as materialized (
          select hour from candles_changed where market = @market and symbol = @symbol and hour >= @from and hour < @to
        ),
        changed_hours as (
          select changed.hour as open_time, hour.*
          from changed cross join lateral (
            select %aggregates%
            from (
              select *, 1 as minutes from candles_1m
              where %range% and open_time >= changed.hour and open_time < changed.hour + interval '1 hour'
            ) as minute
            having count(*) > 0
          ) as hour
        )
        """;

    private const string Minutes = """
        with rows as (
          select *, 1 as minutes from candles_1m where %range% order by open_time %order% limit @rows
        )
        """;

    private const string Hours = $"""
        with {Changed},
        rolled as (
          select * from candles_1h where %range% and open_time <> all (array(select hour from changed))
          order by open_time %order% limit @rows
        ),
        rows as (
          select open_time, open, high, low, close, volume, quote_volume, trades, source, minutes, final from rolled
          union all
          select open_time, open, high, low, close, volume, quote_volume, trades, source, minutes, final from changed_hours
        )
        """;

    private const string Days = $"""
        with {Changed},
        changed_days as (select distinct date_trunc('day', hour, 'UTC') as day from changed),
        rolled as (
          select * from candles_1d where %range% and open_time <> all (array(select day from changed_days))
          order by open_time %order% limit @rows
        ),
        rows as (
          select open_time, open, high, low, close, volume, quote_volume, trades, source, minutes, final from rolled
          union all
          select candles_1h.open_time, open, high, low, close, volume, quote_volume, trades, source, minutes, final
          from changed_days join candles_1h on %range% and open_time >= day and open_time < day + interval '1 day'
          where open_time <> all (array(select hour from changed))
          union all
          select open_time, open, high, low, close, volume, quote_volume, trades, source, minutes, final from changed_hours
        )
        """;

    private const string Buckets = """
        select bucket as "OpenTime", trim_scale(open) as "Open", trim_scale(high) as "High", trim_scale(low) as "Low", trim_scale(close) as "Close",
               trim_scale(volume) as "Volume", trades as "Trades", source as "Source", final and minutes = %minutes% as "Final"
        from (
          select date_bin('%minutes% minutes', open_time, timestamptz '1970-01-01 00:00:00+00') as bucket, %aggregates%
          from rows group by 1
        ) as buckets
        order by bucket %order%
        limit @limit
        """;

    private static readonly FrozenDictionary<(CandleInterval, bool), string> Statements =
        Enum.GetValues<CandleInterval>().SelectMany(interval => new[] { true, false }.Select(newest => (interval, newest)))
            .ToFrozenDictionary(key => key, key => Build(key.interval, key.newest));

    /// <param name="newest">The newest of the range, newest first; otherwise the oldest, oldest first.</param>
    public static string For(CandleInterval interval, bool newest) => Statements[(interval, newest)];

    private static string Build(CandleInterval interval, bool newest)
    {
        var minutes = ((int)interval.Length().TotalMinutes).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var rows = interval.BaseLength().TotalHours switch { 24 => Days, 1 => Hours, _ => Minutes };
        return $"{rows}\n{Buckets}"
            .Replace("%range%", Range, StringComparison.Ordinal)
            .Replace("%aggregates%", Aggregates, StringComparison.Ordinal)
            .Replace("%minutes%", minutes, StringComparison.Ordinal)
            .Replace("%order%", newest ? "desc" : "asc", StringComparison.Ordinal);
    }
}
