using System.Net;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Npgsql;

namespace Sage.Tests.AppHost;

[Collection(SageCollection.Name)]
public sealed class RunningAppTests(SageApp sage, ITestOutputHelper output) : IDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => sage.WriteLogsTo(output);

    [Fact]
    public async Task The_backend_answers_200_on_health_and_alive()
    {
        using var client = sage.App.CreateHttpClient("backend", "http");

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/alive", Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_database_is_postgres_18_with_the_user_of_the_specification()
    {
        await using var connection = new NpgsqlConnection(await sage.ConnectionStringAsync("sage", Cancel));
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand("select version() || ' as ' || current_user || ' on ' || current_database()", connection);

        var answer = (string?)await command.ExecuteScalarAsync(Cancel);

        Assert.StartsWith("PostgreSQL 18.", answer);
        Assert.EndsWith(" as sage_admin on sage", answer);
    }

    [Fact]
    public async Task The_cache_is_valkey_8_and_wants_its_password()
    {
        var server = await ValkeyProbe.InfoAsync(await sage.ConnectionStringAsync("valkey", Cancel), Cancel);

        Assert.Equal("valkey", server["server_name"]);
        Assert.StartsWith("8.", server["valkey_version"]);
        Assert.StartsWith("NOAUTH", await ValkeyProbe.WithoutPasswordAsync(await sage.ConnectionStringAsync("valkey", Cancel), Cancel));
    }

    [Fact]
    public async Task The_migrations_ran_once_and_ended_with_0()
    {
        var migrations = await sage.App.ResourceNotifications.WaitForResourceAsync("migrations", e => KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text), Cancel);

        Assert.Equal(KnownResourceStates.Finished, migrations.Snapshot.State?.Text);
        Assert.Equal(0, migrations.Snapshot.ExitCode);
    }

    [Fact]
    public async Task Prices_move_on_the_stream()
    {
        using var client = sage.App.CreateHttpClient("backend", "http");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        await using var stream = await client.GetStreamAsync("/api/market/stream?symbols=BTCUSDT", limit.Token);

        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(stream).EnumerateAsync(limit.Token))
        {
            foreach (var price in Prices(item.EventType, item.Data))
            {
                seen.Add(price);
            }
            if (seen.Count >= 3)
            {
                break;
            }
        }

        Assert.True(seen.Count >= 3, "The stream ended before the price of BTCUSDT had moved twice.");
    }

    [Fact]
    public async Task Ticks_become_candles_in_postgres()
    {
        await using var source = NpgsqlDataSource.Create(await sage.ConnectionStringAsync("sage", Cancel));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(90));

        long count = 0;
        while (count == 0)
        {
            await using var command = source.CreateCommand("select count(*) from candles_1m where market = 'simulated' and high >= low and low > 0");
            count = (long)(await command.ExecuteScalarAsync(limit.Token) ?? 0L);
        }

        Assert.True(count > 0);
    }

    [Fact]
    public async Task Both_exchanges_are_read_by_the_one_that_leads_and_Binance_counts()
    {
        using var client = sage.App.CreateHttpClient("backend", "http");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        var states = "";
        while (states != "True binance live live")
        {
            Assert.False(limit.IsCancellationRequested, $"It stayed at '{states}'.");
            await timer.WaitForNextTickAsync(Cancel);
            using var status = JsonDocument.Parse(await client.GetStringAsync("/api/market/status", Cancel));
            var feeds = status.RootElement.GetProperty("feeds");
            states = $"{status.RootElement.GetProperty("lease").GetProperty("held")} {status.RootElement.GetProperty("activeSource")} {feeds[0].GetProperty("state")} {feeds[1].GetProperty("state")}";
        }
    }

    [Theory]
    [InlineData("/api/nothing-here", HttpStatusCode.NotFound)]
    [InlineData("/api/market/prices/NOSUCHCOIN", HttpStatusCode.NotFound)]
    public async Task An_error_is_a_problem_document(string path, HttpStatusCode status)
    {
        using var client = sage.App.CreateHttpClient("backend", "http");

        using var response = await client.GetAsync(path, Cancel);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_page_reaches_the_api_on_its_own_origin()
    {
        using var client = sage.App.CreateHttpClient("frontend", "http");

        Assert.Contains("<div id=\"app\">", await client.GetStringAsync("/", Cancel));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/market/prices", Cancel)).StatusCode);
    }

    private static IEnumerable<string> Prices(string eventType, string data)
    {
        if (eventType is not ("snapshot" or "prices"))
        {
            yield break;
        }
        using var document = JsonDocument.Parse(data);
        foreach (var price in document.RootElement.EnumerateArray())
        {
            yield return price.GetProperty("price").ToString();
        }
    }
}
