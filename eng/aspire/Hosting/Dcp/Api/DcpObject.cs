using System.Text.Json.Serialization.Metadata;

namespace Aspire.Hosting.Dcp;

/// <summary>An object kept by DCP's API server; the shape is that of Kubernetes, all objects are cluster scoped.</summary>
internal abstract record DcpObject(string Kind)
{
    public const string Group = "usvc-dev.developer.microsoft.com";
    public const string Version = "v1";

    public string ApiVersion { get; init; } = $"{Group}/{Version}";

    public DcpMetadata Metadata { get; init; } = new();
}

/// <summary>What the client has to know to address a kind of object and to read it.</summary>
internal interface IDcpObject<TSelf>
    where TSelf : DcpObject, IDcpObject<TSelf>
{
    static abstract string Plural { get; }

    static abstract JsonTypeInfo<TSelf> TypeInfo { get; }

    static abstract JsonTypeInfo<DcpWatchEvent<TSelf>> EventTypeInfo { get; }
}

internal sealed record DcpMetadata
{
    public string Name { get; init; } = "";

    public string? Uid { get; init; }

    public string? ResourceVersion { get; init; }

    public DateTime? CreationTimestamp { get; init; }

    public Dictionary<string, string>? Annotations { get; init; }

    public List<DcpOwnerReference>? OwnerReferences { get; init; }
}

internal sealed record DcpOwnerReference
{
    public string? Kind { get; init; }

    public string? Name { get; init; }
}

internal sealed record DcpWatchEvent<T>
{
    public const string Added = "ADDED";
    public const string Modified = "MODIFIED";
    public const string Deleted = "DELETED";

    public string Type { get; init; } = "";

    public T? Object { get; init; }
}

/// <summary>The annotations by which DCP's objects and the model's resources know each other.</summary>
internal static class DcpAnnotations
{
    public const string ResourceName = "resource-name";
    public const string EndpointName = "endpoint-name";
    public const string ServiceProducer = "service-producer";
    public const string OtelServiceName = "otel-service-name";
    public const string OtelServiceInstanceId = "otel-service-instance-id";
    public const string ReplicaCount = "resource-replica-count";
    public const string ReplicaIndex = "resource-replica-index";
}
