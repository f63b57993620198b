using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Sage.Api.Market;
using Sage.Api.Market.Candles;

namespace Sage.Tests.Market.Candles;

/// <summary>Binance's REST interface over <see cref="CandleParts.Record"/>, on the test's clock.</summary>
internal sealed class FakeExchange
{
    private readonly TimeProvider _time;

    public FakeExchange(TimeProvider time)
    {
        _time = time;
        Http = new ScriptedHttp(Answer);
    }

    public ScriptedHttp Http { get; }

    /// <summary>Its clock against ours.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>Minutes it has no record of.</summary>
    public HashSet<long> Lacks { get; } = [];

    /// <summary>Asked before each answer.</summary>
    public Func<Uri, HttpResponseMessage?> Fault { get; set; } = _ => null;

    /// <summary>Of its limit per minute, as it tells with every answer.</summary>
    public int UsedWeight { get; set; }

    public int KlineRequests => Http.Requests.Count(uri => uri.AbsolutePath == "/api/v3/klines");

    public CandleBackfill Backfill(CandleDatabase database, BackfillSignal? signal = null) => new(
        database.Gaps,
        new BinanceKlines(Http, database.Options, MarketParts.Symbols, database.Time, new TestLogger<BinanceKlines>()),
        database.Batches, signal ?? new BackfillSignal(), MarketParts.Metrics(), database.Options, MarketParts.Symbols, database.Time, new TestLogger<CandleBackfill>());

    private HttpResponseMessage? Answer(HttpRequestMessage request)
    {
        var uri = request.RequestUri!;
        if (Fault(uri) is { } fault)
        {
            return fault;
        }

        var now = (_time.GetUtcNow() + Ahead).ToUnixTimeMilliseconds();
        var answer = uri.AbsolutePath switch
        {
            "/api/v3/time" => ScriptedHttp.Json($$"""{"serverTime":{{now}}}"""),
            "/api/v3/klines" => ScriptedHttp.Json(Klines(QueryHelpers.ParseQuery(uri.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal), now)),
            _ => null,
        };
        answer?.Headers.Add("X-MBX-USED-WEIGHT-1M", UsedWeight.ToString(CultureInfo.InvariantCulture));
        return answer;
    }

    private string Klines(Dictionary<string, string> query, long now)
    {
        Assert.Equal(("1m", "1000"), (query["interval"], query["limit"]));
        Assert.True(MarketParts.Symbols.TryGetIndex(query["symbol"], out var symbol));
        var (start, end) = (long.Parse(query["startTime"], CultureInfo.InvariantCulture), long.Parse(query["endTime"], CultureInfo.InvariantCulture));
        var rows = new List<string>();
        for (var at = start + (60_000 - start % 60_000) % 60_000; at <= end && at <= now && rows.Count < 1000; at += 60_000)
        {
            if (!Lacks.Contains(at))
            {
                var record = CandleParts.Record(symbol, DateTimeOffset.FromUnixTimeMilliseconds(at));
                rows.Add(Row(at + 60_000 <= now ? record : record.Running(1)));
            }
        }

        return new StringBuilder("[").AppendJoin(',', rows).Append(']').ToString();
    }

    private static string Row(Kline kline) => FormattableString.Invariant(
        $"[{kline.OpenTime},\"{kline.Open:0.00000000}\",\"{kline.High:0.00000000}\",\"{kline.Low:0.00000000}\",\"{kline.Close:0.00000000}\",\"{kline.Volume:0.00000000}\",{kline.OpenTime + 59_999},\"{kline.QuoteVolume:0.00000000}\",{kline.Trades},\"0\",\"0\",\"0\"]");
}
