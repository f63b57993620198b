using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The text of a state and how it is coloured.</summary>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>A state without a style.</summary>
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, Style: null);
}

/// <summary>An environment variable; those from the specification were set by the application.</summary>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec);

/// <summary>A URL, named after its endpoint.</summary>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal)
{
    /// <summary>How the URL is shown.</summary>
    public UrlDisplayPropertiesSnapshot DisplayProperties { get; init; } = new();

    /// <summary>The endpoint does not answer yet.</summary>
    public bool IsInactive { get; init; }
}

/// <summary>How a URL is shown.</summary>
public sealed record UrlDisplayPropertiesSnapshot(string DisplayName = "", int SortOrder = 0);

/// <summary>A mount of a container.</summary>
public sealed record VolumeSnapshot(string? Source, string Target, string MountType, bool IsReadOnly);

/// <summary>A relation to another resource.</summary>
public sealed record RelationshipSnapshot(string ResourceName, string Type);

/// <summary>A property of a resource.</summary>
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>What is shown instead of the name.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The value must be masked.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>The property is shown first.</summary>
    public bool IsHighlighted { get; init; }

    /// <summary>The place among the properties.</summary>
    public int? SortOrder { get; init; }
}

/// <summary>What a health check said; without a status it has not run yet.</summary>
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText)
{
    /// <summary>When the check ran.</summary>
    public DateTime? LastRunAt { get; init; }
}

/// <summary>An event that was published; ends when its handlers have.</summary>
internal sealed record EventSnapshot(Task EventTask);

/// <summary>Parts of snapshots that follow from the model.</summary>
internal static class ResourceSnapshotBuilder
{
    public static System.Collections.Immutable.ImmutableArray<RelationshipSnapshot> BuildRelationships(IResource resource)
    {
        var relationships = resource.Annotations.OfType<ResourceRelationshipAnnotation>()
            .Select(annotation => new RelationshipSnapshot(annotation.Resource.Name, annotation.Type));
        return resource is IResourceWithParent child
            ? [new(child.Parent.Name, KnownRelationshipTypes.Parent), .. relationships]
            : [.. relationships];
    }
}
