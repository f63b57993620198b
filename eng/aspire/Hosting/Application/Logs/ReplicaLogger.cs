using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Writes to the logs of all replicas of a resource.</summary>
internal sealed class ReplicaLogger(ILogger[] replicas) : ILogger
{
    /// <summary>The logs of resources have no scopes.</summary>
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        foreach (var replica in replicas)
        {
            replica.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
