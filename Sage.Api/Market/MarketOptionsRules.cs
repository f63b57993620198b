using Microsoft.Extensions.Options;
using Sage.Api.Market.Feeds.Binance;

namespace Sage.Api.Market;

[OptionsValidator]
internal sealed partial class MarketOptionsValidator : IValidateOptions<MarketOptions>;

/// <summary>The rules that an attribute cannot say.</summary>
internal sealed class MarketOptionsRules : IValidateOptions<MarketOptions>
{
    public ValidateOptionsResult Validate(string? name, MarketOptions options)
    {
        var failures = new List<string>();
        CheckWebSocket(options.Binance?.StreamUrl, "Market:Binance:StreamUrl", failures);
        CheckWebSocket(options.Binance?.FallbackStreamUrl, "Market:Binance:FallbackStreamUrl", failures);
        CheckWebSocket(options.GateIo?.StreamUrl, "Market:GateIo:StreamUrl", failures);
        CheckHttp(options.Binance?.RestUrl, "Market:Binance:RestUrl", failures);
        CheckHttp(options.CoinGecko?.Url, "Market:CoinGecko:Url", failures);
        CheckHttp(options.FearGreed?.Url, "Market:FearGreed:Url", failures);
        CheckHttp(options.Candles?.FallbackRestUrl, "Market:Candles:FallbackRestUrl", failures);
        if (options.Candles is { } candles && candles.History > candles.KeepMinutes)
        {
            failures.Add($"Market:Candles:History ({candles.History}) must not be longer than Market:Candles:KeepMinutes ({candles.KeepMinutes}).");
        }

        if (options.Candles is { } kept && kept.KeepHours < kept.KeepMinutes)
        {
            failures.Add($"Market:Candles:KeepHours ({kept.KeepHours}) must not be shorter than Market:Candles:KeepMinutes ({kept.KeepMinutes}): days are made of all their hours.");
        }

        if (options.StaleAfter < options.SilenceTimeout)
        {
            failures.Add($"Market:StaleAfter ({options.StaleAfter}) must not be shorter than Market:SilenceTimeout ({options.SilenceTimeout}).");
        }

        var names = options.Symbols?.Split(',') ?? [];
        if (names.Length * BinanceStreams.PerSymbol > BinanceStreams.Most)
        {
            failures.Add($"Market:Symbols names {names.Length} pairs; one connection to Binance carries {BinanceStreams.Most / BinanceStreams.PerSymbol} ({BinanceStreams.Most} streams, {BinanceStreams.PerSymbol} for each).");
        }

        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            failures.Add($"Market:Symbols names a pair twice: '{options.Symbols}'.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void CheckWebSocket(Uri? url, string key, List<string> failures)
    {
        if (url is not null && (!url.IsAbsoluteUri || url.Scheme is not ("ws" or "wss")))
        {
            failures.Add($"{key} is '{url}'; it must begin with ws:// or wss://.");
        }
    }

    private static void CheckHttp(Uri? url, string key, List<string> failures)
    {
        if (url is not null && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
        {
            failures.Add($"{key} is '{url}'; it must begin with http:// or https://.");
        }
    }
}
