using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dcp;

/// <summary>An endpoint of the model and the DCP service behind it.</summary>
internal sealed class ResourceService(IResource resource, EndpointAnnotation endpoint, string name, int? fixedPort)
{
    public IResource Resource { get; } = resource;

    public EndpointAnnotation Endpoint { get; } = endpoint;

    public string Name { get; } = name;

    /// <summary>The public port when the model says which; null lets DCP choose.</summary>
    public int? FixedPort { get; } = fixedPort;

    /// <summary>The service of the same model that has the fixed port already; two proxies cannot listen on it.</summary>
    public ResourceService? Rival { get; init; }

    /// <summary>DCP has the service and, if it has a proxy, listens for it.</summary>
    public bool IsServed { get; set; }

    /// <summary>Why the endpoint has no address, or none that works.</summary>
    public string? Problem { get; set; }

    public string PortTemplate => $$$"""{{- portForServing "{{{Name}}}" -}}""";

    public ServiceObject ToObject() => new()
    {
        Metadata = new DcpMetadata
        {
            Name = Name,
            Annotations = new(StringComparer.Ordinal)
            {
                [DcpAnnotations.ResourceName] = Resource.Name,
                [DcpAnnotations.EndpointName] = Endpoint.Name,
            },
        },
        Spec = new ServiceSpec
        {
            Protocol = Endpoint.Protocol is System.Net.Sockets.ProtocolType.Udp ? "UDP" : "TCP",
            Address = Endpoint.TargetHost,
            Port = FixedPort,
            AddressAllocationMode = Endpoint.IsProxied ? null : ServiceSpec.Proxyless,
        },
    };

    public ServiceProducer ToProducer() => new(Name, TargetAddress.Of(Endpoint.TargetHost).Address, Endpoint.TargetPort);
}
