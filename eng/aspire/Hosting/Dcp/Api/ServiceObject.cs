using System.Text.Json.Serialization.Metadata;

namespace Aspire.Hosting.Dcp;

/// <summary>A public address, with DCP's proxy behind it unless it is proxyless.</summary>
internal sealed record ServiceObject() : DcpObject("Service"), IDcpObject<ServiceObject>
{
    public static string Plural => "services";

    public static JsonTypeInfo<ServiceObject> TypeInfo => DcpJson.Default.ServiceObject;

    public static JsonTypeInfo<DcpWatchEvent<ServiceObject>> EventTypeInfo => DcpJson.Default.ServiceEvent;

    public ServiceSpec Spec { get; init; } = new();

    public ServiceStatus? Status { get; init; }
}

internal sealed record ServiceSpec
{
    public const string Localhost = "Localhost";
    public const string Proxyless = "Proxyless";

    public string Protocol { get; init; } = "TCP";

    public string? Address { get; init; }

    public int? Port { get; init; }

    public string? AddressAllocationMode { get; init; }
}

internal sealed record ServiceStatus
{
    public string? State { get; init; }

    public string? EffectiveAddress { get; init; }

    public int? EffectivePort { get; init; }
}

/// <summary>A process' side of a service; it exists while the process serves.</summary>
internal sealed record EndpointObject() : DcpObject("Endpoint"), IDcpObject<EndpointObject>
{
    public static string Plural => "endpoints";

    public static JsonTypeInfo<EndpointObject> TypeInfo => DcpJson.Default.EndpointObject;

    public static JsonTypeInfo<DcpWatchEvent<EndpointObject>> EventTypeInfo => DcpJson.Default.EndpointEvent;

    public EndpointSpec Spec { get; init; } = new();
}

internal sealed record EndpointSpec
{
    public string? ServiceName { get; init; }
}

/// <summary>An entry of the annotation that ties an executable to a service. Without a port DCP chooses the one the process listens on.</summary>
internal sealed record ServiceProducer(string ServiceName, string? Address, int? Port);
