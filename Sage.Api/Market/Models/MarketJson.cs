using System.Text.Json.Serialization;

namespace Sage.Api.Market.Models;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PriceResponse))]
[JsonSerializable(typeof(PriceResponse[]))]
[JsonSerializable(typeof(CandleResponse[]))]
[JsonSerializable(typeof(FearGreedResponse))]
[JsonSerializable(typeof(SymbolResponse[]))]
[JsonSerializable(typeof(MarketStatusResponse))]
internal sealed partial class MarketJson : JsonSerializerContext;
