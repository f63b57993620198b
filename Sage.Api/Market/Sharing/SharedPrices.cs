using System.Text.Json;
using Microsoft.Extensions.Options;
using Sage.Api.Market.Prices;
using StackExchange.Redis;

namespace Sage.Api.Market.Sharing;

/// <summary>The prices in Valkey: a key per symbol that expires, and a channel that carries changes to all backends.</summary>
internal sealed class SharedPrices(ValkeyConnection valkey, MarketSymbols symbols, IOptions<MarketOptions> options, TimeProvider time)
{
    // The version is that of PriceQuote's shape: another one is another key, so old and new backends can run side by side.
    private const string KeyPrefix = "sage:market:price:v2:";

    private static readonly RedisChannel Channel = new("sage:market:prices:v2", RedisChannel.PatternMode.Literal);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    public async Task PublishAsync(IReadOnlyList<PriceQuote> quotes, CancellationToken cancellationToken)
    {
        var connection = await valkey.GetAsync(cancellationToken);
        var database = connection.GetDatabase();
        TimeSpan? timeToLive = options.Value.PriceTimeToLive;

        var commands = new List<Task>(quotes.Count + 1);
        foreach (var quote in quotes)
        {
            RedisValue value = JsonSerializer.SerializeToUtf8Bytes(quote, PriceQuoteJson.Default.PriceQuote);
            commands.Add(database.StringSetAsync(KeyPrefix + quote.Symbol, value, timeToLive, When.Always, CommandFlags.None));
        }

        RedisValue message = JsonSerializer.SerializeToUtf8Bytes([.. quotes], PriceQuoteJson.Default.PriceQuoteArray);
        commands.Add(database.PublishAsync(Channel, message, CommandFlags.None));
        await Task.WhenAll(commands).WaitAsync(AnswerTimeout, time, cancellationToken);
    }

    /// <summary>Calls back on a thread of the client, one message after the other.</summary>
    public async Task SubscribeAsync(Action<PriceQuote[]> received, Action<Exception> malformed, CancellationToken cancellationToken)
    {
        var connection = await valkey.GetAsync(cancellationToken);
        await connection.GetSubscriber().SubscribeAsync(Channel, (_, message) =>
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
