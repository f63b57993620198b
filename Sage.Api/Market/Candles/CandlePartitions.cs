using System.Globalization;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Sage.Api.Market.Lease;

namespace Sage.Api.Market.Candles;

/// <summary>The monthly partitions of the minutes: made before they are needed, dropped when all of a month is too old.</summary>
internal sealed partial class CandlePartitions(NpgsqlDataSource database, IOptions<MarketOptions> options, TimeProvider time, ILogger<CandlePartitions> logger)
{
    private const int TimeoutSeconds = 5;
    private const int MonthsAhead = 2;

    // Dropping locks out readers for a moment; rather later than long.
    private const string LimitsSql = "set local idle_in_transaction_session_timeout = '2s'; set local lock_timeout = '1s'";

    private const string ListSql = """
        select relname from pg_class join pg_inherits on inhrelid = oid where inhparent = 'candles_1m'::regclass and relname like 'candles\_1m\_%' order by relname
        """;

    private readonly Lock _gate = new();
    private readonly HashSet<DateTime> _known = [];

    /// <summary>For times that may still be written; a row of any other time is refused by the table.</summary>
    public async Task EnsureAsync(IEnumerable<DateTime> times, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (first, last) = (CandleClock.Month(now - options.Value.Candles.KeepMinutes), CandleClock.Month(now).AddMonths(MonthsAhead));
        var months = times.Select(CandleClock.Month).Distinct().Where(month => month >= first && month <= last && !IsKnown(month)).ToList();
        if (months.Count == 0)
        {
            return;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        foreach (var month in months)
        {
            await connection.ExecuteAsync(Command("select ensure_candles_1m_partition(@month)", new { month }, null, cancellationToken));
            lock (_gate)
            {
                _known.Add(month);
            }
        }
    }

    public Task EnsureAheadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return EnsureAsync(Enumerable.Range(0, MonthsAhead + 1).Select(now.AddMonths), cancellationToken);
    }

    /// <summary>Drops the months that are too old as a whole and have been rolled up.</summary>
    public async Task DropOldAsync(LeaseTerm term, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow().UtcDateTime - options.Value.Candles.KeepMinutes;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        foreach (var name in await connection.QueryAsync<string>(Command(ListSql, null, null, cancellationToken)))
        {
            if (Month(name) is { } month && month.AddMonths(1) <= oldest)
            {
                await DropAsync(connection, term, name, month, cancellationToken);
            }
        }
    }

    private async Task DropAsync(NpgsqlConnection connection, LeaseTerm term, string name, DateTime month, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(LimitsSql, null, transaction, cancellationToken));
        await LeaseFence.CheckAsync(transaction, term, cancellationToken);
        var waiting = await connection.ExecuteScalarAsync<long>(Command(
            "select count(*) from candles_changed where hour >= @month and hour < @end", new { month, end = month.AddMonths(1) }, transaction, cancellationToken));
        if (waiting > 0)
        {
            Log.NotRolledUp(logger, name, waiting);
            return;
        }

        await connection.ExecuteAsync(Command($"drop table {name}", null, transaction, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        lock (_gate)
        {
            _known.Remove(month);
        }

        Log.Dropped(logger, name);
    }

    private bool IsKnown(DateTime month)
    {
        lock (_gate)
        {
            return _known.Contains(month);
        }
    }

    // Only names that the function of the migration makes.
    private static DateTime? Month(string name) =>
        DateTime.TryParseExact(name, "'candles_1m_'yyyy'_'MM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var month) ? month : null;

    private static CommandDefinition Command(string sql, object? parameters, NpgsqlTransaction? transaction, CancellationToken cancellationToken) =>
        new(sql, parameters, transaction, TimeoutSeconds, cancellationToken: cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The minutes of {Partition} are older than they are kept; they are dropped, their hours and days stay.")]
        public static partial void Dropped(ILogger logger, string partition);

        [LoggerMessage(2, LogLevel.Warning, "{Partition} is not dropped yet: {Count} of its hours have not been rolled up.")]
        public static partial void NotRolledUp(ILogger logger, string partition, long count);
    }
}
