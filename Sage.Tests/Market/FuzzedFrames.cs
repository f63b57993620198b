namespace Sage.Tests;

/// <summary>Frames as the vendors send them, with something wrong. The same seed gives the same ones.</summary>
internal static class FuzzedFrames
{
    private static readonly string[] Good =
    [
        """{"stream":"btcusdt@trade","data":{"e":"trade","E":1672515782136,"s":"BTCUSDT","t":12345,"p":"64000.00100000","q":"0.00100000","T":1672515782136,"m":true,"M":true}}""",
        """{"e":"aggTrade","E":1672515782136,"s":"BTCUSDT","a":12345,"p":"0.001","q":"100","f":100,"l":105,"T":1672515782136,"m":true,"M":true}""",
        """{"stream":"btcusdt@miniTicker","data":{"e":"24hrMiniTicker","E":1672515782136,"s":"BTCUSDT","c":"0.0025","o":"0.0010","h":"0.0025","l":"0.0010","v":"10000","q":"18"}}""",
        """{"stream":"btcusdt@kline_1m","data":{"e":"kline","E":1672515782136,"s":"BTCUSDT","k":{"t":1672515780000,"T":1672515839999,"s":"BTCUSDT","i":"1m","f":100,"L":200,"o":"0.0010","c":"0.0020","h":"0.0025","l":"0.0015","v":"1000","n":100,"x":false,"q":"1.0000","V":"500","Q":"0.500","B":"123456"}}}""",
        """{"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1770123456789}}""",
        """{"result":null,"id":1}""",
        """{"time":1606292218,"time_ms":1606292218231,"channel":"spot.trades","event":"update","result":{"id":309143071,"id_market":2390902,"create_time":1606292218,"create_time_ms":"1606292218213.4578","side":"sell","currency_pair":"BTC_USDT","amount":"16.4700000000","price":"0.4705000000","range":"2390902-2390902"}}""",
        """{"time":1790134390,"time_ms":1790134390863,"channel":"spot.tickers","event":"update","result":{"currency_pair":"BTC_USDT","last":"86695.3","lowest_ask":"86691.6","highest_bid":"86690","change_percentage":"1.3401","base_volume":"0.211442","quote_volume":"18239.3197469","high_24h":"86835.7","low_24h":"85121.6"}}""",
        """{"time":1545404023,"channel":"spot.pong","event":"","error":null,"result":null}""",
        """{"bitcoin":{"usd":67187.3358936566,"usd_market_cap":1317802988326.25,"usd_24h_vol":31260929299.5248,"usd_24h_change":3.637278946773539,"last_updated_at":1711356300}}""",
    ];

    private static readonly string[] Pieces =
    [
        "\"", "{", "}", "[", "]", ":", ",", "null", "true", "-", "1e999", "NaN", "\\u0000", "\\ud800", "é", "\0", "-1", "99999999999999999999999999999999", "0.00000000000000000000000000001", "\"p\":\"1\",", "[[[[[[[[",
    ];

    public static IEnumerable<string> Of(int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var frame = Good[random.Next(Good.Length)];
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                frame = Change(frame, random);
            }

            yield return frame;
        }
    }

    private static string Change(string frame, Random random)
    {
        var (at, length) = (random.Next(frame.Length + 1), random.Next(1, 30));
        var end = Math.Min(frame.Length, at + length);
        return random.Next(5) switch
        {
            0 => frame[..at],
            1 => frame[..at] + frame[end..],
            2 => frame[..at] + Pieces[random.Next(Pieces.Length)] + frame[at..],
            3 => frame[..at] + Pieces[random.Next(Pieces.Length)] + frame[end..],
            _ => frame[..at] + frame[at..end] + frame[at..],
        };
    }
}
