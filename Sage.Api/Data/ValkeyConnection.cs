using StackExchange.Redis;

namespace Sage.Api.Data;

/// <summary>The shared multiplexer, opened off the caller's thread: the first connection blocks for as long as Valkey does not answer.</summary>
internal sealed class ValkeyConnection(IServiceProvider services)
{
    private readonly Lock _gate = new();
    private Task<IConnectionMultiplexer>? _connection;

    public Task<IConnectionMultiplexer> GetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // One that failed may be tried again; one that stands reconnects by itself.
            if (_connection is null || _connection.IsFaulted)
            {
                _connection = Task.Run(services.GetRequiredService<IConnectionMultiplexer>, CancellationToken.None);
            }

            return _connection.WaitAsync(cancellationToken);
        }
    }
}
