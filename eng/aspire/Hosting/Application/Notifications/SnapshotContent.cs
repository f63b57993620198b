using System.Collections;
using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Compares what snapshots say: the engine repeats itself whenever a watch is reopened, and nobody needs to hear it twice.</summary>
internal static class SnapshotContent
{
    public static bool Same(CustomResourceSnapshot left, CustomResourceSnapshot right)
        => ReferenceEquals(left, right)
            || (Same(left.Properties, right.Properties, SameProperty)
                && Same(left.EnvironmentVariables, right.EnvironmentVariables, Equals)
                && Same(left.Urls, right.Urls, Equals)
                && Same(left.Volumes, right.Volumes, Equals)
                && Same(left.Commands, right.Commands, Equals)
                && Same(left.Relationships, right.Relationships, Equals)
                && Same(left.HealthReports, right.HealthReports, Equals)
                && string.Equals(left.ResourceType, right.ResourceType, StringComparison.Ordinal)
                && left.CreationTimeStamp == right.CreationTimeStamp
                && left.StartTimeStamp == right.StartTimeStamp
                && left.StopTimeStamp == right.StopTimeStamp
                && left.State == right.State
                && left.ExitCode == right.ExitCode
                && left.ResourceReadyEvent == right.ResourceReadyEvent
                && left.IsHidden == right.IsHidden
                && string.Equals(left.IconName, right.IconName, StringComparison.Ordinal)
                && left.IconVariant == right.IconVariant);

    private static bool Same<T>(ImmutableArray<T> left, ImmutableArray<T> right, Func<T, T, bool> same)
        => left == right || (left.Length == right.Length && left.Zip(right).All(pair => same(pair.First, pair.Second)));

    private static bool SameProperty(ResourcePropertySnapshot left, ResourcePropertySnapshot right)
        => left with { Value = null } == right with { Value = null } && SameValue(left.Value, right.Value);

    private static bool SameValue(object? left, object? right) => (left, right) switch
    {
        (string, _) or (_, string) => Equals(left, right),
        (IEnumerable first, IEnumerable second) => SameSequence([.. first], [.. second]),
        _ => Equals(left, right),
    };

    private static bool SameSequence(List<object?> left, List<object?> right)
        => left.Count == right.Count && left.Zip(right).All(pair => SameValue(pair.First, pair.Second));
}
