using Sage.Api.Data;
using StackExchange.Redis;

namespace Sage.Api.Caching;

internal sealed class ValkeyBytes(ValkeyConnection valkey) : ISharedBytes
{
    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        var connection = await valkey.GetAsync(cancellationToken);
        return await connection.GetDatabase().StringGetAsync(key, CommandFlags.None).WaitAsync(cancellationToken);
    }

    public async Task SetAsync(string key, byte[] payload, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var connection = await valkey.GetAsync(cancellationToken);
        TimeSpan? expiry = timeToLive;
        await connection.GetDatabase().StringSetAsync(key, payload, expiry, When.Always, CommandFlags.None).WaitAsync(cancellationToken);
    }
}
