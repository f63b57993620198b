using Microsoft.Extensions.Hosting;

namespace Aspire.StackExchange.Redis;

/// <summary>What was registered for one Redis connection, for extensions that add to it.</summary>
/// <param name="hostBuilder">The app that the client belongs to.</param>
/// <param name="settings">The settings it was registered with.</param>
/// <param name="serviceKey">The key of its multiplexer, or null.</param>
public sealed class AspireRedisClientBuilder(IHostApplicationBuilder hostBuilder, StackExchangeRedisSettings settings, string? serviceKey)
{
    /// <summary>The app that the client belongs to.</summary>
    public IHostApplicationBuilder HostBuilder { get; } = hostBuilder ?? throw new ArgumentNullException(nameof(hostBuilder));

    /// <summary>The settings the client was registered with.</summary>
    public StackExchangeRedisSettings Settings { get; } = settings;

    /// <summary>The key of the client's multiplexer, or null.</summary>
    public string? ServiceKey { get; } = serviceKey;
}
