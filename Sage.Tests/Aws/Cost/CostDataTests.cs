using Sage.AppHost.Aws.Cost.Data;
using Sage.AppHost.Aws.Cost.Rates;

namespace Sage.Tests.Aws.Cost;

public sealed class CostDataTests
{
    private const string Good = """{ "key": "a", "usd": 1, "unit": "hour", "regions": ["us-west-2"], "seenIn": "us-west-2", "source": "a list", "date": "2026-06-01" }""";

    [Theory]
    [InlineData("{", "is not as expected")]
    [InlineData("null", "is empty")]
    [InlineData("""{ "currency": "EUR", "note": "", "prices": [] }""", "prices in USD are expected")]
    [InlineData("", "the unit fortnight is none of", "\"hour\"", "\"fortnight\"")]
    [InlineData("", "-1 is no price", "\"usd\": 1", "\"usd\": -1")]
    [InlineData("", "usd", "\"usd\": 1,", "")]
    [InlineData("", "$.prices[0].date", "2026-06-01", "June")]
    [InlineData("", "it has no source", "a list", " ")]
    [InlineData("", "it holds in no region", "[\"us-west-2\"]", "[]")]
    [InlineData("", "ush", "\"usd\"", "\"ush\"")]
    [InlineData("", "it is there twice for one region", "\"us-west-2\"] ", "\"us-west-2\"] ", true)]
    public void A_malformed_price_file_is_one_clear_error(string json, string message, string find = "", string replace = "", bool twice = false)
    {
        var price = find == "" ? Good : Good.Replace(find, replace, StringComparison.Ordinal);
        var other = twice ? ", " + Good.Replace("\"usd\": 1", "\"usd\": 2", StringComparison.Ordinal) : "";
        var text = json != "" ? json : $$"""{ "currency": "USD", "note": "", "prices": [{{price}}{{other}}] }""";
        var error = Assert.Throws<InvalidDataException>(() => PriceBook.Parse("prices.json", Stacks.Json(text)));
        Assert.StartsWith("prices.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_good_price_file_is_read() => Assert.Equal(1, PriceBook.Parse("prices.json", Stacks.Json($$"""{ "currency": "USD", "note": "", "prices": [{{Good}}] }""")).Find("a", "us-west-2")?.Usd);

    [Fact]
    public void The_specification_adds_up_to_its_own_total()
    {
        Assert.Equal(115, Stacks.Data.Baseline.Total);
        Assert.Throws<InvalidDataException>(() => Baseline.Parse("x.json", Stacks.Json("""{ "name": "x", "total": 2, "lines": [{ "name": "a", "what": "", "usd": 1, "categories": [] }] }""")));
    }

    [Fact]
    public void A_resource_type_is_known_in_one_way_only()
    {
        var types = Stacks.Data.Types;
        var charged = Rate.All.Select(r => r.Type).Concat(types.Flat.Keys).Concat(types.Usage.Keys).Concat(Stacks.Data.Assumptions.All.SelectMany(a => a.Types ?? []));
        Assert.All(charged, type => Assert.False(types.IsFree(type), type));
        Assert.Empty(types.Flat.Keys.Intersect(Rate.All.Select(r => r.Type)));
    }

    [Fact]
    public void An_assumed_amount_needs_a_value_and_types() =>
        Assert.Contains("traffic", Assert.Throws<InvalidDataException>(() => Assumptions.Parse("a.json", Stacks.Json("""{ "assumptions": [{ "name": "traffic", "why": "", "charges": [] }] }"""))).Message, StringComparison.Ordinal);
}
