using Npgsql;

namespace Sage.Api.Market.Lease;

/// <summary>Guards writes to Postgres: a process that was paused and has lost the lease meanwhile writes nothing.</summary>
internal static class LeaseFence
{
    public const string LeaseName = "market";

    // "for share" holds a takeover back until this transaction ends, so that the check stays true.
    private const string Sql = "select 1 from feed_lease where name = $1 and token = $2 for share";

    /// <summary>To be called first in the transaction that writes.</summary>
    /// <exception cref="LeaseLostException">Another process leads; the term knows it already.</exception>
    public static async Task CheckAsync(NpgsqlTransaction transaction, LeaseTerm term, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, transaction.Connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = LeaseName });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = term.Token });
        if (await command.ExecuteScalarAsync(cancellationToken) is null)
        {
            var reason = $"Postgres knows another leader than the one of term {term.Token}.";
            term.Depose(reason);
            throw new LeaseLostException(reason);
        }
    }
}
