using System.Text.Json;
using Microsoft.Extensions.Options;
using Sage.Api.Data;
using Sage.Api.Market.Prices;
using StackExchange.Redis;

namespace Sage.Api.Market.Sharing;

/// <summary>The prices in Valkey: a key per symbol that expires, and a channel that carries changes to all backends.</summary>
internal sealed class SharedPrices(ValkeyConnection valkey, MarketSymbols symbols, IOptions<MarketOptions> options, TimeProvider time)
{
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

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    // The version is that of PriceQuote's shape: another one is another key, so old and new backends can run side by side. The
    // braces keep all keys in one slot, as a script needs it where Valkey is a cluster.
    private readonly string _keyPrefix = options.Value.ShareAs + ":{market}:price:v3:";
    private readonly string _tokenKey = options.Value.ShareAs + ":{market}:token";
    private readonly string _channel = options.Value.ShareAs + ":market:prices:v3";

    /// <summary>Null, or the greater token of another process that leads: then nothing has been written.</summary>
    public async Task<long?> PublishAsync(IReadOnlyList<PriceQuote> quotes, long token, CancellationToken cancellationToken)
    {
        var connection = await valkey.GetAsync(cancellationToken);
        RedisKey[] keys = [_tokenKey, .. quotes.Select(quote => (RedisKey)(_keyPrefix + quote.Symbol))];
        RedisValue[] values =
        [
            token,
            (long)options.Value.PriceTimeToLive.TotalMilliseconds,
            _channel,
            JsonSerializer.SerializeToUtf8Bytes([.. quotes], PriceQuoteJson.Default.PriceQuoteArray),
            .. quotes.Select(quote => (RedisValue)JsonSerializer.SerializeToUtf8Bytes(quote, PriceQuoteJson.Default.PriceQuote)),
        ];
        var answer = (long)await connection.GetDatabase().ScriptEvaluateAsync(PublishScript, keys, values, CommandFlags.NoScriptCache).WaitAsync(AnswerTimeout, time, cancellationToken);
        return answer == 0 ? null : answer;
    }

    // Valkey's own countdown says how long it has been there.
    private PriceQuote? Waited(PriceQuote? quote, TimeSpan? left)
    {
        var timeToLive = options.Value.PriceTimeToLive;
        return quote is null ? null : quote with { Age = quote.Age + (long)Math.Max(0, (timeToLive - (left ?? TimeSpan.Zero)).TotalMilliseconds) };
    }

    /// <summary>Calls back on a thread of the client, one message after the other.</summary>
    public async Task SubscribeAsync(Action<PriceQuote[]> received, Action<Exception> malformed, CancellationToken cancellationToken)
    {
        var connection = await valkey.GetAsync(cancellationToken);
        var subscriber = connection.GetSubscriber();
        var channel = new RedisChannel(_channel, RedisChannel.PatternMode.Literal);
        // A subscription of the same channel that has died silently would otherwise stay in the client's books.
        await subscriber.UnsubscribeAsync(channel, null, CommandFlags.None).WaitAsync(AnswerTimeout, time, cancellationToken);
        await subscriber.SubscribeAsync(channel, (_, message) =>
        {
            try
            {
                received([.. (JsonSerializer.Deserialize((byte[]?)message, PriceQuoteJson.Default.PriceQuoteArray) ?? []).OfType<PriceQuote>()]);
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
        var database = connection.GetDatabase();
        var values = await Task.WhenAll(symbols.Names.Select(name => database.StringGetWithExpiryAsync(_keyPrefix + name, CommandFlags.None))).WaitAsync(AnswerTimeout, time, cancellationToken);
        return [.. values.Where(value => value.Value.HasValue).Select(value => Waited(JsonSerializer.Deserialize((byte[]?)value.Value, PriceQuoteJson.Default.PriceQuote), value.Expiry)).OfType<PriceQuote>()];
    }
}
