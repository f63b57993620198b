using System.Text;

namespace Sage.Tests.Api;

public sealed class FuzzedRequestTests
{
    private const int Requests = 1_500;
    private const int Seed = 20261120;

    private static readonly string[] Paths =
        ["prices", "prices/BTCUSDT", "prices/", "candles/BTCUSDT", "candles/ETHUSDT", "fear-greed", "symbols", "status", "stream", "nothing"];

    private static readonly string[] Names = ["symbols", "interval", "from", "to", "limit", "lastEventId", "", "limit[]", "SYMBOLS"];

    private static readonly string[] Values =
    [
        "", "BTCUSDT", "BTCUSDT,ETHUSDT", ",", "btcusdt,,", "%00", "%FF%FE", "%", "%zz", "1m", "1M", "2m", "0", "-1", "1", "1001", "99999999999999999999", "1e3", "+5", "%2B5", "NaN",
        "2026-11-20T12:00:00Z", "2026-11-20", "2026-13-45", "9999-12-31T23:59:59.9999999Z", "0001-01-01", "2026-11-20T12:00:00+25:00", "%E2%80%AE", "'; drop table candles; --",
        "abc-1", "-", "00000000-9223372036854775808", "%F0%9F%92%A5", "<script>", "null", "\\", "..%2F..%2Fetc",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_query_string_makes_the_api_fail()
    {
        await using var api = new ApiWithoutStores(("Limits:RequestsPerSecond", "100000"), ("Limits:QueriesPerSecond", "100000"), ("Limits:StreamsPerClient", "100000"), ("Market:FearGreed:Url", "http://127.0.0.1:1"));
        using var client = api.CreateClient();
#pragma warning disable CA5394 // The same requests in every run.
        var random = new Random(Seed);
#pragma warning restore CA5394
        for (var i = 0; i < Requests; i++)
        {
            var address = Address(random);
            using var request = new HttpRequestMessage(random.Next(10) == 0 ? HttpMethod.Head : HttpMethod.Get, new Uri(address, UriKind.Relative));
            if (random.Next(4) == 0)
            {
                request.Headers.TryAddWithoutValidation("If-None-Match", Pick(random, ["*", "\"x\"", "W/\"x\", \"y\"", "garbage", "\"", ""]));
                request.Headers.TryAddWithoutValidation("Last-Event-ID", Pick(random, ["", "x-1", "-", "zzzzzzzz-99999999999999999999"]));
            }

            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);

            var status = (int)response.StatusCode;
            Assert.True(status is 200 or 304 or 400 or 404 or 405 or 503, $"{request.Method} {address} was answered with {status}.");
            Assert.True(status < 400 || request.Method == HttpMethod.Head || response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{address}: {status} is no problem document.");
        }
    }

    private static string Address(Random random)
    {
        var address = new StringBuilder("/api/market/").Append(Pick(random, Paths));
        for (var (i, count) = (0, random.Next(4)); i < count; i++)
        {
            var value = random.Next(12) == 0 ? new string((char)random.Next('!', 127), random.Next(1, 3_000)).Replace("#", "", StringComparison.Ordinal) : Pick(random, Values);
            address.Append(i == 0 ? '?' : '&').Append(Pick(random, Names)).Append(random.Next(8) == 0 ? "" : "=").Append(value);
        }

        return address.ToString();
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
