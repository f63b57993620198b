using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Valkey;

/// <summary>Snapshots after this interval when at least so many keys changed.</summary>
internal sealed class ValkeyPersistenceAnnotation(TimeSpan interval, long keysChangedThreshold) : IResourceAnnotation
{
    public TimeSpan Interval { get; } = interval;

    public long KeysChangedThreshold { get; } = keysChangedThreshold;
}
