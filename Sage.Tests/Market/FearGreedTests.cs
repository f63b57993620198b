using System.Net;
using System.Text;
using Sage.Api.Market;
using Sage.Api.Market.FearGreed;
using Sage.Tests.Caching;

namespace Sage.Tests.Market;

public sealed class FearGreedTests
{
    // From the documentation of alternative.me.
    private const string Documented = """
        {
          "name": "Fear and Greed Index",
          "data": [
            { "value": "40", "value_classification": "Fear", "timestamp": "1551157200", "time_until_update": "68499" },
            { "value": "47", "value_classification": "Neutral", "timestamp": "1551070800" }
          ],
          "metadata": { "error": null }
        }
        """;

    private string _answer = Documented;
    private HttpStatusCode _status = HttpStatusCode.OK;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_year_is_read_once_in_half_an_hour_newest_first()
    {
        var (index, http, cache) = Create();

        var history = await index.ReadAsync(Cancel);
        await index.ReadAsync(Cancel);

        Assert.Equal([(40, "Fear", 1551157200), (47, "Neutral", 1551070800)], history!.Readings.Select(reading => (reading.Value, reading.Classification, reading.At.ToUnixTimeSeconds())));
        Assert.False(history.Stale);
        Assert.Equal("https://api.alternative.me/fng/?limit=365", Assert.Single(http.Requests).ToString());

        cache.Time.Advance(TimeSpan.FromSeconds(1800));
        await index.ReadAsync(Cancel);
        Assert.Equal(2, http.Requests.Count);
    }

    [Fact]
    public async Task While_the_source_fails_the_last_index_is_served_as_stale()
    {
        var (index, _, cache) = Create();
        await index.ReadAsync(Cancel);
        cache.Time.Advance(TimeSpan.FromHours(1));
        _status = HttpStatusCode.BadGateway;

        var history = await index.ReadAsync(Cancel);

        Assert.Equal((40, true), (history!.Readings[0].Value, history.Stale));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("<html>")]
    [InlineData("{\"data\":null,\"metadata\":{\"error\":\"down\"}}")]
    [InlineData("{\"data\":[]}")]
    [InlineData("{\"data\":[null,{\"value\":\"101\",\"value_classification\":\"Fear\",\"timestamp\":\"1\"},{\"value\":\"1\",\"timestamp\":\"1\"},{\"value\":\"-1\",\"value_classification\":\"Fear\",\"timestamp\":\"1\"}]}")]
    [InlineData("{\"data\":[{\"value\":40,\"value_classification\":\"Fear\",\"timestamp\":\"1551157200\"}]}")]
    [InlineData("{\"data\":[{\"value\":\"40\",\"value_classification\":\"Fear\",\"timestamp\":\"99999999999999\"}]}")]
    public async Task An_answer_without_an_index_is_no_index(string answer)
    {
        var (index, _, _) = Create();
        _answer = answer;

        Assert.Null(await index.ReadAsync(Cancel));
    }

    [Fact]
    public void A_row_that_makes_no_sense_does_not_spoil_the_others()
    {
        var readings = AlternativeMeClient.Parse(Encoding.UTF8.GetBytes("""{"data":[{"value":"x","value_classification":"Fear","timestamp":"2"},{"value":"7","value_classification":"Extreme Fear","timestamp":"1"},null]}"""));

        Assert.Equal(7, Assert.Single(readings).Value);
    }

    private (FearGreedIndex Index, ScriptedHttp Http, CacheParts Cache) Create()
    {
        var http = new ScriptedHttp(_ => ScriptedHttp.Json(_answer, _status));
        var cache = new CacheParts();
        return (new FearGreedIndex(cache.Cache, new AlternativeMeClient(http, MarketParts.Options()), new MarketName(MarketParts.Options())), http, cache);
    }
}
