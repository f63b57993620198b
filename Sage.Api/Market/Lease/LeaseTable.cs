using Npgsql;
using Sage.Api.Data;

namespace Sage.Api.Market.Lease;

/// <summary>The answer to a try to take the lease: whose it is now.</summary>
internal readonly record struct LeaseAnswer(bool Taken, long Token, string Holder);

/// <summary>The one row that says who leads; tests keep it in memory.</summary>
internal interface ILeaseTable
{
    /// <summary>Takes the lease if nobody has it, and says who has it otherwise.</summary>
    Task<LeaseAnswer> TakeAsync(string holder, CancellationToken cancellationToken);

    /// <summary>False: another process has it.</summary>
    Task<bool> RenewAsync(long token, CancellationToken cancellationToken);

    /// <summary>Others may take it at once.</summary>
    Task ReleaseAsync(long token, CancellationToken cancellationToken);
}

/// <param name="database">Of its own: no slow query may cost the lease.</param>
internal sealed class LeaseTable([FromKeyedServices(DatabaseExtensions.LeaseConnection)] NpgsqlDataSource database) : ILeaseTable
{
    public static readonly TimeSpan Term = TimeSpan.FromSeconds(6);

    // Only the database's clock counts, read when the row is written. Tokens begin at the time of day, so that they go on rising
    // when the database begins anew while Valkey remembers. A holder whose answer was lost may take its own lease again.
    private const string TakeSql = """
        with taken as (
          insert into feed_lease as l (name, token, holder, expires_at)
          values ($1, extract(epoch from clock_timestamp())::bigint, $2, clock_timestamp() + $3)
          on conflict (name) do update
          set token = greatest(l.token + 1, excluded.token), holder = excluded.holder, expires_at = excluded.expires_at
          where l.expires_at <= clock_timestamp() or l.holder = excluded.holder
          returning token, holder)
        select true, token, holder from taken
        union all
        select false, token, holder from feed_lease where name = $1 and not exists (select from taken)
        """;

    private const string RenewSql = "update feed_lease set expires_at = clock_timestamp() + $3 where name = $1 and token = $2";

    private const string ReleaseSql = "update feed_lease set expires_at = clock_timestamp() where name = $1 and token = $2";

    public async Task<LeaseAnswer> TakeAsync(string holder, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(TakeSql);
        Add(command, LeaseFence.LeaseName);
        Add(command, holder);
        Add(command, Term);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new LeaseAnswer(reader.GetBoolean(0), reader.GetInt64(1), reader.GetString(2))
            // The row came into being while the statement ran: somebody else's.
            : new LeaseAnswer(Taken: false, 0, "another process");
    }

    public async Task<bool> RenewAsync(long token, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(RenewSql);
        Add(command, LeaseFence.LeaseName);
        Add(command, token);
        Add(command, Term);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public async Task ReleaseAsync(long token, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ReleaseSql);
        Add(command, LeaseFence.LeaseName);
        Add(command, token);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Add<T>(NpgsqlCommand command, T value) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
}
