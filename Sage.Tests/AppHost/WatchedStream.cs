using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Sage.Tests.AppHost;

/// <summary>An event stream held open as a browser does it: when it ends, another connection says what was read last.</summary>
internal sealed class WatchedStream : IAsyncDisposable
{
    // A heartbeat comes every 15 s: without one, the connection is dead.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PauseBeforeReturn = TimeSpan.FromMilliseconds(500);

    // The limit of the exchanges' prices, the second in which it is looked at, and a machine that does other things.
    private static readonly TimeSpan OldestLive = TimeSpan.FromSeconds(15 + 1 + 4);

    private readonly HttpClient _client;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, StreamedPrice> _latest = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly Task _running;
    private string? _lastEventId;
    private volatile int _connections;
    private volatile int _events;

    public WatchedStream(Uri backend)
    {
        _client = new HttpClient { BaseAddress = backend, Timeout = Timeout.InfiniteTimeSpan };
        _running = RunAsync(_stopping.Token);
    }

    /// <summary>Those on which an event was read.</summary>
    public int Connections => _connections;

    public int Events => _events;

    public IReadOnlyCollection<string> Wrong => _wrong;

    public StreamedPrice? Latest(string symbol) => _latest.GetValueOrDefault(symbol);

    public override string ToString() => $"{_connections} connections, {_events} events, {string.Join("; ", _latest.Values)}";

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _client.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(cancellationToken);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // The process behind it has gone, or does not answer yet: the next connection tells.
            }

            await Task.Delay(PauseBeforeReturn, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(ConnectTimeout);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/market/stream", UriKind.Relative));
        if (_lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", _lastEventId);
        }

        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(silence.Token);
        var first = true;
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(silence.Token))
        {
            silence.CancelAfter(LongestSilence);
            Take(item, first);
            first = false;
        }
    }

    private void Take(SseItem<string> item, bool first)
    {
        if (first)
        {
            Interlocked.Increment(ref _connections);
            // Whoever knows the id goes on from there; another process, or one that has restarted, begins anew.
            var wanted = Epoch(_lastEventId) == Epoch(item.EventId) ? "prices" : "snapshot";
            Check(item.EventType == wanted, $"came back with {_lastEventId} and was answered {item.EventType} {item.EventId}");
        }

        Interlocked.Increment(ref _events);
        _lastEventId = item.EventId ?? _lastEventId;
        if (item.EventType is not ("snapshot" or "prices"))
        {
            return;
        }

        using var prices = JsonDocument.Parse(item.Data);
        foreach (var price in prices.RootElement.EnumerateArray().Select(StreamedPrice.Of))
        {
            Check(price.Price > 0 && (price.Stale || price.Source == "coingecko" || DateTimeOffset.UtcNow - price.ExchangeTime < OldestLive), $"live and old at {DateTimeOffset.UtcNow:O}: {price}");
            Check(first || !_latest.TryGetValue(price.Symbol, out var before) || before.Source != price.Source || before.ExchangeTime <= price.ExchangeTime, $"went back in time: {price}");
            _latest[price.Symbol] = price;
        }
    }

    private void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            _wrong.Enqueue(otherwise);
        }
    }

    private static string? Epoch(string? id) => id?.Split('-')[0];
}

/// <summary>A price as the API and the stream tell it.</summary>
internal sealed record StreamedPrice(string Symbol, decimal Price, string Source, bool Stale, DateTimeOffset ExchangeTime, DateTimeOffset ReceivedAt)
{
    public static StreamedPrice Of(JsonElement price) => new(
        price.GetProperty("symbol").GetString()!,
        decimal.Parse(price.GetProperty("price").GetString()!, System.Globalization.CultureInfo.InvariantCulture),
        price.GetProperty("source").GetString()!,
        price.GetProperty("stale").GetBoolean(),
        price.GetProperty("exchangeTime").GetDateTimeOffset(),
        price.GetProperty("receivedAt").GetDateTimeOffset());

    public bool SamePrice(StreamedPrice other) => (Symbol, Price, Source, ExchangeTime) == (other.Symbol, other.Price, other.Source, other.ExchangeTime);
}
