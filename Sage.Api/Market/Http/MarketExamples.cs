using Sage.Api.OpenApi;

namespace Sage.Api.Market.Http;

/// <summary>What the OpenApi document shows for each outcome.</summary>
internal static class MarketExamples
{
    private const string Price = """{"symbol":"BTCUSDT","price":"64000.10","changePercent24h":"1.25","high24h":"64250.00","low24h":"62980.40","volume24h":"18250.731","source":"binance","simulated":false,"exchangeTime":"2026-11-20T12:00:00.123+00:00","receivedAt":"2026-11-20T12:00:00.161+00:00","stale":false}""";

    private static readonly ResponseExample UnknownInQuery = ResponseExample.Invalid("symbols", "'NOSUCH' is not one of the symbols here; GET /api/market/symbols lists them.");
    private static readonly ResponseExample UnknownInPath = ResponseExample.NotFound("'NOSUCH' is not one of the symbols here; GET /api/market/symbols lists them.");
    private static readonly ResponseExample TooMany = ResponseExample.TooMany("More requests than one client may send; wait as long as Retry-After says.");

    public static readonly ResponseExample[] Prices = [new(200, $"[{Price}]"), UnknownInQuery, TooMany];

    public static readonly ResponseExample[] OnePrice = [new(200, Price), UnknownInPath, TooMany];

    public static readonly ResponseExample[] Candles =
    [
        new(200, """[{"openTime":"2026-11-20T12:00:00+00:00","open":"64000.10","high":"64020.00","low":"63990.50","close":"64010.00","volume":"12.5","trades":310,"source":"binance","final":true}]"""),
        ResponseExample.Invalid("interval", "The interval must be one of 1m, 5m, 15m, 1h, 4h, 1d."),
        UnknownInPath,
        TooMany,
        ResponseExample.Unavailable("Candles cannot be read at the moment; prices still can."),
    ];

    public static readonly ResponseExample[] FearGreed =
    [
        new(200, """{"value":54,"classification":"Neutral","at":"2026-11-20T00:00:00+00:00","stale":false,"history":[{"value":54,"classification":"Neutral","at":"2026-11-20T00:00:00+00:00"},{"value":38,"classification":"Fear","at":"2026-11-19T00:00:00+00:00"}]}"""),
        ResponseExample.Invalid("limit", "The limit must be a number from 1 to 365."),
        TooMany,
        ResponseExample.Unavailable("The fear and greed index cannot be read at the moment."),
    ];

    public static readonly ResponseExample[] Symbols =
        [new(200, """[{"symbol":"BTCUSDT","base":"BTC","quote":"USDT","name":"Bitcoin","priceDecimals":2,"marketCapUsd":"1267000000000"}]"""), TooMany];

    public static readonly ResponseExample[] Status =
    [
        new(200, """
            {"simulated":false,"activeSource":"binance","lease":{"held":true,"holder":"backend-1","token":7,"since":"2026-11-20T11:00:00+00:00"},
            "feeds":[{"source":"binance","state":"live","active":true,"since":"2026-11-20T11:00:01+00:00","lastFrameAt":"2026-11-20T12:00:00+00:00","lagMs":38,"framesAccepted":1200000,"framesMalformed":0,"disconnects":0,"lastDisconnect":null}],
            "ticksQueued":0,"ticksDropped":0,"candlesPending":10,"candlesDropped":0,"streamClients":3,"cache":{"hits":1200,"misses":4,"staleServed":0} }
            """),
        TooMany,
    ];

    public static readonly ResponseExample[] Stream =
    [
        new(200, $$"""
            retry: 2000
            id: 3f9a21c7-1041
            event: snapshot
            data: [{{Price}}]

            id: 3f9a21c7-1042
            event: prices
            data: [{{Price}}]

            event: heartbeat
            data: {"at":"2026-11-20T12:00:15.000Z","feed":"live"}

            event: end
            data: {"reason":"shutdown"}

            """),
        UnknownInQuery,
        ResponseExample.TooMany("This client has as many streams open as one may have; close one first."),
        ResponseExample.Unavailable("As many streams are open as this server takes."),
    ];
}
