using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Sage.Tests.AppHost;

/// <summary>Breaks the running market and measures from outside how long it takes to recover.</summary>
internal sealed class BrokenMarket(SageApp sage, ITestOutputHelper output) : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _backend = Impatient(sage.App.GetEndpoint("backend", "http"));
    private readonly HttpClient _simulator = new() { BaseAddress = sage.App.GetEndpoint("simulator", "http") };
    private readonly WatchedStream _stream = new(sage.App.GetEndpoint("backend", "http"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _backend.Dispose();
        _simulator.Dispose();
    }

    public async Task ControlAsync(string command, string? body = null)
    {
        using var content = body is null ? null : new StringContent(body);
        using var answer = await _simulator.PostAsync("/control/" + command, content, Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{command}: {(int)answer.StatusCode}");
    }

    /// <summary>To all processes of the resource.</summary>
    public async Task CommandAsync(string resource, string command)
    {
        var model = sage.App.Services.GetRequiredService<DistributedApplicationModel>();
        var result = await sage.App.ResourceCommands.ExecuteCommandAsync(model.Resources.Single(r => r.Name == resource), command, Cancel);
        Assert.True(result.Success, $"{command} of {resource}: {result.Message}");
    }

    /// <summary>Does it, and waits for a price that came after it and is not stale: from the API, and on the stream that is open all the time.</summary>
    public async Task RecoversAsync(string what, TimeSpan limit, string? source, Func<Task> act)
    {
        await act();
        var broken = DateTimeOffset.UtcNow;
        var seen = "";
        var took = await UntilAsync(what, limit, () => seen, async () =>
        {
            if (await TryGetAsync("/api/market/prices/BTCUSDT") is not { } price)
            {
                seen = "no answer";
                return false;
            }

            seen = price.ToString();
            return (source is null || price.GetProperty("source").GetString() == source)
                && !price.GetProperty("stale").GetBoolean() && price.GetProperty("receivedAt").GetDateTimeOffset() > broken;
        });
        var later = await UntilAsync($"{what}, on the open stream", limit, () => _stream.ToString(), () => Task.FromResult(
            _stream.Latest("BTCUSDT") is { Stale: false } price && (source is null || price.Source == source) && price.ReceivedAt > broken));
        output.WriteLine($"{what}: {took.TotalSeconds:0.0} s; on the open stream {later.TotalSeconds:0.0} s later, connected {_stream.Connections} times so far");
    }

    /// <summary>With the exchanges silent, the stream and the API must say the same; and the stream must never have said anything wrong.</summary>
    public async Task StreamIsRightAsync(IReadOnlyCollection<string> symbols, TimeSpan limit)
    {
        await ControlAsync("stall?seconds=600");
        var different = "";
        var took = await UntilAsync("the stream to say what the API says", limit, () => different, async () =>
        {
            different = await TryGetAsync("/api/market/prices") is { } prices
                ? string.Join(", ", symbols.Except(prices.EnumerateArray().Select(StreamedPrice.Of).Where(price => _stream.Latest(price.Symbol)?.SamePrice(price) == true).Select(price => price.Symbol)))
                : "no answer";
            return different.Length == 0;
        });
        await ControlAsync("stall?seconds=0");
        Assert.Empty(_stream.Wrong);
        Assert.InRange(_stream.Connections, 2, int.MaxValue);
        output.WriteLine($"The stream knows the last price of each symbol after {took.TotalSeconds:0.0} s; {_stream.Events} events, {_stream.Connections} connections");
    }

    /// <summary>The process that reads the exchanges: its id, and the number of its term.</summary>
    public async Task<(int Process, long Token)> LeaderAsync(TimeSpan limit, long after = 0)
    {
        var leader = (Process: 0, Token: 0L);
        var seen = "";
        var took = await UntilAsync("a process to lead", limit, () => seen, async () =>
        {
            if (await TryGetAsync("/api/market/status") is not { } status)
            {
                return false;
            }

            var lease = status.GetProperty("lease");
            seen = lease.ToString();
            if (!lease.GetProperty("held").GetBoolean() || lease.GetProperty("token").GetInt64() <= after || lease.GetProperty("problem").ValueKind != JsonValueKind.Null)
            {
                return false;
            }

            leader = (int.Parse(lease.GetProperty("holder").GetString()!.Split('/')[0], CultureInfo.InvariantCulture), lease.GetProperty("token").GetInt64());
            return true;
        });
        output.WriteLine($"Process {leader.Process} leads in term {leader.Token}, seen after {took.TotalSeconds:0.0} s");
        return leader;
    }

    /// <summary>Waits until the API serves each of the minutes as final and exactly as the exchange recorded it.</summary>
    public async Task CandlesEqualTheRecordAsync(IEnumerable<string> symbols, DateTimeOffset from, DateTimeOffset to, TimeSpan limit)
    {
        foreach (var symbol in symbols)
        {
            var range = $"from={from:yyyy-MM-dd'T'HH:mm:ss'Z'}&to={to:yyyy-MM-dd'T'HH:mm:ss'Z'}";
            var difference = "";
            var took = await UntilAsync($"the candles of {symbol} to equal the record", limit, () => difference, async () =>
            {
                var record = await GetRecordAsync(symbol, range);
                difference = await TryGetAsync($"/api/market/candles/{symbol}?interval=1m&limit=1000&{range}") is { } served ? Difference(record, Served(served)) : "no answer";
                Assert.Equal((to - from).TotalMinutes, record.Count);
                return difference.Length == 0;
            });
            output.WriteLine($"{symbol}: {(to - from).TotalMinutes} minutes equal, seen after {took.TotalSeconds:0.0} s");
        }
    }

    private static string Difference(List<string> record, List<string> served)
    {
        var (missing, wrong) = (record.Except(served, StringComparer.Ordinal).ToList(), served.Except(record, StringComparer.Ordinal).ToList());
        return missing.Count + wrong.Count == 0 && record.Count == served.Count ? "" : $"recorded but not served: {string.Join(" | ", missing.Take(5))}; served but not recorded: {string.Join(" | ", wrong.Take(5))}";
    }

    private async Task<List<string>> GetRecordAsync(string symbol, string range)
    {
        using var document = JsonDocument.Parse(await _simulator.GetStringAsync($"/control/candles?symbol={symbol}&{range}", Cancel));
        return [.. document.RootElement.EnumerateArray().Select(candle => Text(candle) + " binance True")];
    }

    private static List<string> Served(JsonElement candles) =>
        [.. candles.EnumerateArray().Select(candle => $"{Text(candle)} {candle.GetProperty("source")} {candle.GetProperty("final")}")];

    private static string Text(JsonElement candle)
    {
        string Number(string name) => decimal.Parse(candle.GetProperty(name).GetString()!, CultureInfo.InvariantCulture).ToString("0.########", CultureInfo.InvariantCulture);
        return $"{candle.GetProperty("openTime").GetDateTimeOffset():HH:mm} {Number("open")} {Number("high")} {Number("low")} {Number("close")} {Number("volume")} {candle.GetProperty("trades")}";
    }

    /// <summary>Null: not now. Behind one address are two processes, and one of them may be gone.</summary>
    private async Task<JsonElement?> TryGetAsync(string path)
    {
        try
        {
            using var answer = await _backend.GetAsync(path, Cancel);
            if (!answer.IsSuccessStatusCode)
            {
                return null;
            }

            using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !Cancel.IsCancellationRequested))
        {
            return null;
        }
    }

    private static async Task<TimeSpan> UntilAsync(string what, TimeSpan limit, Func<string> seen, Func<Task<bool>> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(Poll);
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < limit, $"{what}: not within {limit.TotalSeconds} s. Last seen: {seen()}");
            await timer.WaitForNextTickAsync(Cancel);
        }

        return TimeProvider.System.GetElapsedTime(start);
    }

    // A new connection each time, as a connection stays with one of the two processes.
    private static HttpClient Impatient(Uri address) => new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(3), DefaultRequestHeaders = { ConnectionClose = true } };
}
