namespace Sage.Tests.Market.Feeds;

/// <summary>The examples of the vendors' documentation, as they stand there but for their comments.</summary>
internal static class VendorFrames
{
    /// <summary>https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams, and what becomes of each.</summary>
    public static readonly IReadOnlyList<(string Frame, string Outcome)> Binance =
    [
        ("""{ "e": "trade", "E": 1672515782136, "s": "BNBBTC", "t": 12345, "p": "0.001", "q": "100", "T": 1672515782136, "m": true, "M": true }""", "Accepted"),
        ("""{ "e": "trade", "E": 1672515782136, "s": "BNBBTC", "t": 12345, "p": "0.001", "q": "100", "b": 88, "a": 50, "T": 1672515782136, "m": true, "M": true }""", "Accepted"),
        ("""{"stream":"bnbbtc@trade","data":{"e":"trade","E":1672515782136,"s":"BNBBTC","t":12345,"p":"0.001","q":"100","T":1672515782136,"m":true,"M":true}}""", "Accepted"),
        ("""{"stream":"bnbbtc@trade","data":{"e":"trade","E":1672515782136789,"s":"BNBBTC","t":12345,"p":"0.001","q":"100","T":1672515782136789,"m":true,"M":true}}""", "Accepted"),
        ("""{ "e": "aggTrade", "E": 1672515782136, "s": "BNBBTC", "a": 12345, "p": "0.001", "q": "100", "f": 100, "l": 105, "T": 1672515782136, "m": true, "M": true }""", "Ignored"),
        ("""{ "e": "kline", "E": 1672515782136, "s": "BNBBTC", "k": { "t": 1672515780000, "T": 1672515839999, "s": "BNBBTC", "i": "1m", "f": 100, "L": 200, "o": "0.0010", "c": "0.0020", "h": "0.0025", "l": "0.0010", "v": "1000", "n": 100, "x": false, "q": "1.0000", "V": "500", "Q": "0.500", "B": "123456" } }""", "AcceptedKline"),
        ("""{ "e": "kline", "E": 1672515782136, "s": "BNBBTC", "k": { "t": 1672515780000, "T": 1672515839999, "s": "BNBBTC", "i": "1m", "f": 100, "L": 200, "o": "0.0010", "c": "0.0020", "h": "0.0025", "l": "0.0015", "v": "1000", "n": 100, "x": false, "q": "1.0000", "V": "500", "Q": "0.500", "B": "123456" } }""", "AcceptedKline"),
        ("""{ "e": "kline", "E": 1672515782136, "s": "BNBBTC", "k": { "t": 1672515780000, "T": 1672515780999, "s": "BNBBTC", "i": "1s", "f": 100, "L": 200, "o": "0.0015", "c": "0.0020", "h": "0.0025", "l": "0.0015", "v": "1000", "n": 100, "x": false, "q": "1.0000", "V": "500", "Q": "0.500", "B": "123456" } }""", "Ignored"),
        ("""{ "e": "24hrMiniTicker", "E": 1672515782136, "s": "BNBBTC", "c": "0.0025", "o": "0.0010", "h": "0.0025", "l": "0.0010", "v": "10000", "q": "18" }""", "Accepted"),
        ("""[ { "e": "24hrMiniTicker", "E": 1672515782136, "s": "BNBBTC", "c": "0.0025", "o": "0.0010", "h": "0.0025", "l": "0.0010", "v": "10000", "q": "18" } ]""", "Ignored"),
        ("""{ "e": "24hrTicker", "E": 1672515782136, "s": "BNBBTC", "p": "0.0015", "P": "250.00", "w": "0.0018", "x": "0.0009", "c": "0.0025", "Q": "10", "b": "0.0024", "B": "10", "a": "0.0026", "A": "100", "o": "0.0010", "h": "0.0025", "l": "0.0010", "v": "10000", "q": "18", "O": 0, "C": 1675216573749, "F": 0, "L": 18150, "n": 18151 }""", "Accepted"),
        ("""{ "e": "1hTicker", "E": 1672515782136, "s": "BNBBTC", "p": "0.0015", "P": "250.00", "o": "0.0010", "h": "0.0025", "l": "0.0010", "c": "0.0025", "w": "0.0018", "v": "10000", "q": "18", "O": 0, "C": 1675216573749, "F": 0, "L": 18150, "n": 18151 }""", "Ignored"),
        ("""{ "u":400900217, "s":"BNBUSDT", "b":"25.35190000", "B":"31.21000000", "a":"25.36520000", "A":"40.66000000" }""", "Ignored"),
        ("""{ "e": "referencePrice", "s": "BAZUSD", "r": "1.00", "t": 1770313263917 }""", "Ignored"),
        ("""{ "e": "blockTrade", "E": 1772506983582, "s": "BNBBTC", "t": 582, "p": "0.052", "q": "5838", "T": 1772506983321, "m": true }""", "Ignored"),
        ("""{ "e": "avgPrice", "E": 1693907033000, "s": "BTCUSDT", "i": "5m", "w": "25776.86000000", "T": 1693907032213 }""", "Ignored"),
        ("""{ "lastUpdateId": 160, "bids": [ [ "0.0024", "10" ] ], "asks": [ [ "0.0026", "100" ] ] }""", "Ignored"),
        ("""{ "e": "depthUpdate", "E": 1672515782136, "s": "BNBBTC", "U": 157, "u": 160, "b": [ [ "0.0024", "10" ] ], "a": [ [ "0.0026", "100" ] ] }""", "Ignored"),
        ("""{ "e": "serverShutdown", "E": 1770123456789 }""", "Shutdown"),
        ("""{ "stream": "!serverShutdown", "data": { "e": "serverShutdown", "E": 1770123456789 } }""", "Shutdown"),
        ("""{ "stream": "", "data": { "e": "serverShutdown", "E": 1770123456789 } }""", "Shutdown"),
        ("""{ "result": null, "id": 1 }""", "Reply"),
        ("""{ "result": null, "id": "1f1e2d3c" }""", "Reply"),
        ("""{ "result": [ "btcusdt@aggTrade" ], "id": 3 }""", "Reply"),
        ("""{ "result": true, "id": 2 }""", "Reply"),
        ("""{"code": 0, "msg": "Unknown property","id": "9"}""", "Reply"),
        ("""{"code": 1, "msg": "Invalid value type: expected Boolean"}""", "Reply"),
        ("""{"code": 2, "msg": "Invalid request: unknown variant SUB, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY` at line 1 column 28"}""", "Reply"),
        ("""{"code":3,"msg":"Invalid JSON: expected value at line 1 column 5"}""", "Reply"),
        ("""{"error":{"code":2,"msg":"Invalid request: missing field `method` at line 1 column 73"},"id":null}""", "Reply"),
    ];

    /// <summary>https://www.gate.com/docs/developers/apiv4/ws/en/, and what becomes of each.</summary>
    public static readonly IReadOnlyList<(string Frame, string Outcome)> GateIo =
    [
        ("""{"channel":"spot.obu","result":{"t":1748572394325,"full":true,"s":"ob.BTC_USDT.50","u":28606981,"b":[["105958.9","0.00908"]],"a":[["105974.4","0.0008"]]},"time_ms":1748572394328}""", "Reply"),
        ("""{"time":1748572394,"time_ms":1748572394271,"conn_id":"b61f70b2e6bcca91","trace_id":"d2e2d92c3a7eabc3d5be52514ef508d2","channel":"spot.obu","event":"subscribe","payload":["ob.BTC_USDT.50"],"result":{"status":"success"},"requestId":"d2e2d92c3a7eabc3d5be52514ef508d2"}""", "Reply"),
        ("""{ "error": { "code": 2, "message": "Alert sub ob.BTC_USDT.50" } }""", "Reply"),
        ("""{ "time": 1669107766, "time_ms": 1669107766406, "channel": "spot.tickers", "event": "update", "result": { "currency_pair": "BTC_USDT", "last": "15743.4", "lowest_ask": "15744.4", "highest_bid": "15743.5", "change_percentage": "-1.8254", "base_volume": "9110.473081735", "quote_volume": "145082083.2535", "high_24h": "16280.9", "low_24h": "15468.5" } }""", "Accepted"),
        ("""{ "time": 1606291803, "channel": "spot.tickers", "event": "update", "result": { "currency_pair": "BTC_USDT", "last": "19106.55", "lowest_ask": "19108.71", "highest_bid": "19106.55", "change_percentage": "3.66", "base_volume": "2811.3042155865", "quote_volume": "53441606.52411221454674732293", "high_24h": "19417.74", "low_24h": "18434.21" } }""", "Accepted"),
        ("""{ "time": 1606292218, "time_ms": 1606292218231, "channel": "spot.trades", "event": "update", "result": { "id": 309143071, "create_time": 1606292218, "create_time_ms": "1606292218213.4578", "side": "sell", "currency_pair": "GT_USDT", "amount": "16.4700000000", "price": "0.4705000000" } }""", "Accepted"),
        ("""{ "time": 1606292218, "time_ms": 1606292218231, "channel": "spot.trades", "event": "update", "result": { "id": 309143071, "id_market": 2390902, "create_time": 1606292218, "create_time_ms": "1606292218213.4578", "side": "sell", "currency_pair": "GT_USDT", "amount": "16.4700000000", "price": "0.4705000000", "range": "2390902-2390902" } }""", "Accepted"),
        ("""{ "time": 1606292218, "time_ms": 1606292218231, "channel": "spot.trades", "event": "update", "result": [ { "id": 309143071, "create_time": 1606292218, "create_time_ms": "1606292218213.4578", "side": "sell", "currency_pair": "GT_USDT", "amount": "16.4700000000", "price": "0.4705000000" } ] }""", "Accepted"),
        ("""{ "time": 1606292580, "time_ms": 1606292580376, "channel": "spot.candlesticks", "event": "update", "result": { "t": "1606292580", "v": "2362.32035", "c": "19128.1", "h": "19128.1", "l": "19128.1", "o": "19128.1", "n": "1m_BTC_USDT", "a": "3.8283", "w": true } }""", "Ignored"),
        ("""{ "time": 1606293275, "time_ms": 1606293275723, "channel": "spot.book_ticker", "event": "update", "result": { "t": 1606293275123, "u": 48733182, "s": "BTC_USDT", "b": "19177.79", "B": "0.0003341504", "a": "19179.38", "A": "0.09" } }""", "Ignored"),
        ("""{ "time": 1606294781, "time_ms": 1606294781236, "channel": "spot.order_book_update", "event": "update", "result": { "t": 1606294781123, "e": "depthUpdate", "E": 1606294781, "s": "BTC_USDT", "U": 48776301, "u": 48776306, "b": [ [ "19137.74", "0.0001" ] ], "a": [ [ "19137.75", "0.6135" ] ] } }""", "Ignored"),
        ("""{ "time": 1611541000, "channel": "spot.tickers", "event": "subscribe", "error": null, "result": { "status": "success" } }""", "Reply"),
        ("""{ "time": 1606292218, "time_ms": 1606292218231, "conn_id": "5e74253e9c793974", "trace_id": "1bde5aaa0acf2f5f48edfd4392e1fa68", "channel": "spot.tickers", "event": "subscribe", "result": { "status": "success" }, "requestId": "5e74253e9c7939741bde5aaa0acf2f5f" }""", "Reply"),
        ("""{ "time": 1545404023, "channel": "spot.pong", "event": "", "error": null, "result": null }""", "Reply"),
        ("""{ "time": 1545404023, "time_ms": 1545404023123, "channel": "spot.pong", "event": "", "result": null }""", "Reply"),
        ("""{ "time": 1611541000, "channel": "spot.trades", "event": "unsubscribe", "error": null, "result": { "status": "success" } }""", "Reply"),
        ("""{ "time": 1606292218, "channel": "spot.trades", "event": "subscribe", "error": { "code": 2, "message": "unknown currency pair GIBBERISH_USD" }, "result": null }""", "Reply"),
        ("""{ "error": { "code": 1, "message": "invalid argument struct" }, "time": 1606292218 }""", "Reply"),
    ];

    /// <summary>https://docs.coingecko.com/reference/simple-price</summary>
    public static readonly IReadOnlyList<string> CoinGecko =
    [
        """{ "bitcoin": { "usd": 67187.3358936566, "usd_market_cap": 1317802988326.25, "usd_24h_vol": 31260929299.5248, "usd_24h_change": 3.637278946773539, "last_updated_at": 1711356300 } }""",
        """{"bitcoin":{"usd":1e-8,"last_updated_at":1711356300},"ethereum":{"usd":3.1E+3,"last_updated_at":1711356300}}""",
    ];
}
