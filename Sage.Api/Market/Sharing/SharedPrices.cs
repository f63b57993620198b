using System.Text.Json;
using Microsoft.Extensions.Options;
using Sage.Api.Market.Prices;
using StackExchange.Redis;

namespace Sage.Api.Market.Sharing;

/// <summary>The prices in Valkey: a key per symbol that expires, and a channel that carries changes to all backends.</summary>
internal sealed class SharedPrices(ValkeyConnection valkey, MarketSymbols symbols, IOptions<MarketOptions> options, TimeProvider time)
{
    // The version is that of PriceQuote's shape: another one is another key, so old and new backends can run side by side. The
    // braces keep all keys in one slot, as a script needs it where Valkey is a cluster.
    private const string KeyPrefix = "sage:{market}:price:v2:";
    private const string TokenKey = "sage:{market}:token";

    // Refuses a token smaller than the newest seen, and says which that is; the client library's cache of scripts does not notice
    // that a server has started anew, so the text goes along.
    private const string PublishScript = """
        local newest = tonumber(redis.call('get', KEYS[1]) or '0')
        if tonumber(ARGV[1]) < newest then return newest end
        redis.call('set', KEYS[1], ARGV[1])
        for i = 2, #KEYS do redis.call('set', KEYS[i], ARGV[i + 3], 'px', ARGV[2]) end
        redis.call('publish', ARGV[3], ARGV[4])
        return 0
        """;

    private static readonly RedisChannel Channel = new("sage:market:prices:v2", RedisChannel.PatternMode.Literal);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Null, or the greater token of another process that leads: then nothing has been written.</summary>
    public async Task<long?> PublishAsync(IReadOnlyList<PriceQuote> quotes, long token, CancellationToken cancellationToken)
    {
        var connection = await valkey.GetAsync(cancellationToken);
        RedisKey[] keys = [TokenKey, .. quotes.Select(quote => (RedisKey)(KeyPrefix + quote.Symbol))];
        RedisValue[] values =
        [
            token,
            (long)options.Value.PriceTimeToLive.TotalMilliseconds,
            (string)Channel!,
            JsonSerializer.SerializeToUtf8Bytes([.. quotes], PriceQuoteJson.Default.PriceQuoteArray),
            .. quotes.Select(quote => (RedisValue)JsonSerializer.SerializeToUtf8Bytes(quote, PriceQuoteJson.Default.PriceQuote)),
        ];
        var answer = (long)await connection.GetDatabase().ScriptEvaluateAsync(PublishScript, keys, values, CommandFlags.NoScriptCache).WaitAsync(AnswerTimeout, time, cancellationToken);
        return answer == 0 ? null : answer;
    }

    /// <summary>Calls back on a thread of the client, one message after the other.</summary>
    public async Task SubscribeAsync(Action<PriceQuote[]> received, Action<Exception> malformed, CancellationToken cancellationToken)
    {
        var connection = await valkey.GetAsync(cancellationToken);
        var subscriber = connection.GetSubscriber();
        // A subscription of the same channel that has died silently would otherwise stay in the client's books.
        await subscriber.UnsubscribeAsync(Channel, null, CommandFlags.None).WaitAsync(AnswerTimeout, time, cancellationToken);
        await subscriber.SubscribeAsync(Channel, (_, message) =>
        {
            try
            {
                received(JsonSerializer.Deserialize((byte[]?)message, PriceQuoteJson.Default.PriceQuoteArray) ?? []);
            }
            catch (JsonException exception)
            {
                malformed(exception);
            }
        }, CommandFlags.None).WaitAsync(AnswerTimeout, time, cancellationToken);
    }

    /// <summary>What other backends have left there: a new one need not wait for the next tick of each symbol.</summary>
    public async Task<IReadOnlyList<PriceQuote>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var connection = await valkey.GetAsync(cancellationToken);
        RedisKey[] keys = [.. symbols.Names.Select(name => (RedisKey)(KeyPrefix + name))];
        var values = await connection.GetDatabase().StringGetAsync(keys, CommandFlags.None).WaitAsync(AnswerTimeout, time, cancellationToken);
        return [.. values.Where(value => value.HasValue).Select(value => JsonSerializer.Deserialize((byte[]?)value, PriceQuoteJson.Default.PriceQuote)).OfType<PriceQuote>()];
    }
}
