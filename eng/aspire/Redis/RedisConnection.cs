using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Aspire.StackExchange.Redis;

/// <summary>Opens the multiplexer of one registered client and reports what happens to its connections.</summary>
internal sealed partial class RedisConnection(IServiceProvider services, string connectionName, string optionsName, string? serviceKey) : IHostedService
{
    private const string LoggingCategory = "StackExchange.Redis";

    public IConnectionMultiplexer Multiplexer => serviceKey is null
        ? services.GetRequiredService<IConnectionMultiplexer>()
        : services.GetRequiredKeyedService<IConnectionMultiplexer>(serviceKey);

    public IConnectionMultiplexer Connect()
    {
        var options = services.GetRequiredService<IOptionsMonitor<ConfigurationOptions>>().Get(optionsName);
        if (options.EndPoints.Count == 0)
        {
            throw new InvalidOperationException($"No endpoints specified. Set 'ConnectionStrings:{connectionName}' or '{AspireRedisExtensions.Section}:ConnectionString' in the configuration.");
        }

        ILogger logger = services.GetService<ILoggerFactory>()?.CreateLogger(LoggingCategory) ?? NullLogger.Instance;
        var multiplexer = ConnectionMultiplexer.Connect(options);
        multiplexer.ConnectionFailed += (_, e) => Log.ConnectionFailed(logger, connectionName, e.EndPoint?.ToString(), e.ConnectionType, e.FailureType, e.Exception?.Message);
        multiplexer.ConnectionRestored += (_, e) => Log.ConnectionRestored(logger, connectionName, e.EndPoint?.ToString(), e.ConnectionType);
        if (!multiplexer.IsConnected)
        {
            Log.NotConnected(logger, connectionName);
        }

        return multiplexer;
    }

    /// <summary>Auto activation: the first request does not pay for the connection.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = Multiplexer;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Name} is not reachable yet; the client keeps trying.")]
        public static partial void NotConnected(ILogger logger, string name);

        [LoggerMessage(2, LogLevel.Warning, "{Name}: the {Connection} connection to {EndPoint} failed ({Failure}): {Reason}")]
        public static partial void ConnectionFailed(ILogger logger, string name, string? endPoint, ConnectionType connection, ConnectionFailureType failure, string? reason);

        [LoggerMessage(3, LogLevel.Information, "{Name}: the {Connection} connection to {EndPoint} is restored.")]
        public static partial void ConnectionRestored(ILogger logger, string name, string? endPoint, ConnectionType connection);
    }
}
