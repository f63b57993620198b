namespace Aspire.StackExchange.Redis;

/// <summary>Settings of the Redis client, read from <c>Aspire:StackExchange:Redis</c> and <c>Aspire:StackExchange:Redis:{name}</c>.</summary>
public sealed class StackExchangeRedisSettings
{
    /// <summary>The comma-separated configuration; <c>ConnectionStrings:{name}</c> wins over the settings section.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Leaves the health check out.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Leaves the client out of the traces; this build of the client emits none.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>Connects on first use (the default) instead of when the app starts.</summary>
    public bool DisableAutoActivation { get; set; } = true;
}
