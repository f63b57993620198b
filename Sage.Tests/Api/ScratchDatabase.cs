using Npgsql;
using Sage.Tests.AppHost;

namespace Sage.Tests.Api;

/// <summary>A database of the test's own on the application's server.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _server;
    private readonly string _name;

    private ScratchDatabase(NpgsqlDataSource server, string name, string connectionString)
    {
        _server = server;
        _name = name;
        Source = NpgsqlDataSource.Create(connectionString);
    }

    public NpgsqlDataSource Source { get; }

    public static async Task<ScratchDatabase> CreateAsync(SageApp sage, CancellationToken cancellationToken)
    {
        var connectionString = await sage.ConnectionStringAsync("sage", cancellationToken);
        var server = NpgsqlDataSource.Create(connectionString);
        var name = $"test_{Guid.NewGuid():N}";
        await using var command = server.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new ScratchDatabase(server, name, new NpgsqlConnectionStringBuilder(connectionString) { Database = name }.ConnectionString);
    }

    public async Task<T?> ScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(sql);
        return (T?)await command.ExecuteScalarAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await using (var command = _server.CreateCommand($"drop database {_name} with (force)"))
        {
            await command.ExecuteNonQueryAsync();
        }

        await _server.DisposeAsync();
    }
}
