using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Aspire.Hosting.Valkey;

/// <summary>Healthy when the server answers a PING on a connection that stays open between the checks.</summary>
internal sealed class ValkeyHealthCheck(Func<string?> connectionString) : IHealthCheck, IDisposable
{
    private const int ConnectTimeoutMilliseconds = 1_000;

    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer>? _connection;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var multiplexer = await ConnectAsync().WaitAsync(cancellationToken);
            await multiplexer.GetDatabase().PingAsync().WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }
    }

    public void Dispose()
    {
        if (_connection is { IsCompletedSuccessfully: true } connection)
        {
            connection.Result.Dispose();
        }
    }

    // A check that is cancelled leaves its attempt to the next one instead of opening a second connection.
    private Task<ConnectionMultiplexer> ConnectAsync()
    {
        lock (_lock)
        {
            if (_connection is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _connection = ConnectionMultiplexer.ConnectAsync(Options(connectionString() ?? throw new InvalidOperationException("Connection string is unavailable")));
            }

            return _connection;
        }
    }

    // The client gives a server that refuses or holds the connection its whole timeout, 5 seconds each time; the checks come more often.
    private static ConfigurationOptions Options(string connectionString)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = ConnectTimeoutMilliseconds;
        options.ConnectRetry = 1;
        return options;
    }
}
