using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Npgsql;
using Sage.AppHost.Local;

namespace Sage.Tests.AppHost;

/// <summary>A data service that crashes comes back by itself, with its data.</summary>
[Collection(SageCollection.Name)]
public sealed class KilledServerTests(SageApp sage, ITestOutputHelper output) : IDisposable
{
    private const int Kill = 9;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => sage.WriteLogsTo(output);

    [Fact]
    public async Task Valkey_comes_back_after_a_kill()
    {
        await ComesBackAsync("valkey");

        Assert.Equal("valkey", (await ValkeyProbe.InfoAsync(await sage.ConnectionStringAsync("valkey", Cancel), Cancel))["server_name"]);
    }

    [Fact]
    public async Task Postgres_comes_back_after_a_kill_with_its_tables()
    {
        await ComesBackAsync("postgres");

        await using var source = NpgsqlDataSource.Create(await sage.ConnectionStringAsync("sage", Cancel));
        await using var command = source.CreateCommand("select count(*) from information_schema.tables where table_name = 'candles_1m'");
        Assert.Equal(1L, await command.ExecuteScalarAsync(Cancel));
    }

    private async Task ComesBackAsync(string server)
    {
        var first = await PidAsync(server, other: 0);
        Assert.True(Libc.Signal(first, Kill), "It had ended already.");

        Assert.NotEqual(first, await PidAsync(server, other: first));
        await sage.App.ResourceNotifications.WaitForResourceHealthyAsync(server, Cancel).WaitAsync(Patience, Cancel);
        await sage.App.ResourceNotifications.WaitForResourceHealthyAsync("backend", Cancel).WaitAsync(Patience, Cancel);
    }

    /// <summary>Of the process behind the server, once it runs and is another one.</summary>
    private async Task<int> PidAsync(string server, int other)
    {
        var running = await sage.App.ResourceNotifications.WaitForResourceAsync($"{server}-process", change => Pid(change) is { } pid && pid != other, Cancel).WaitAsync(Patience, Cancel);
        return Pid(running)!.Value;
    }

    private static int? Pid(ResourceEvent change) =>
        change.Snapshot.State?.Text == KnownResourceStates.Running && change.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is { } value
            ? Convert.ToInt32(value, CultureInfo.InvariantCulture)
            : null;
}
