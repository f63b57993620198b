using System.Diagnostics;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint of a resource.</summary>
[DebuggerDisplay("Endpoint {Name,nq}: {UriScheme,nq}, {Port} -> {TargetPort}")]
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private int? _port;
    private bool _portSetToNull;
    private int? _targetPort;
    private bool _targetPortSetToNull;
    private string? _transport;
    private bool? _tlsEnabled;
    private bool _isProxied = true;
    private bool? _isExplicitlyProxied;

    /// <summary>Creates an endpoint on this machine.</summary>
    public EndpointAnnotation(ProtocolType protocol, string? uriScheme = null, string? transport = null, [EndpointName] string? name = null, int? port = null, int? targetPort = null, bool? isExternal = null, bool? isProxied = null)
        : this(protocol, null, uriScheme, transport, name, port, targetPort, isExternal, isProxied)
    {
    }

    /// <summary>Creates an endpoint on this machine.</summary>
    public EndpointAnnotation(ProtocolType protocol, string? uriScheme, string? transport, [EndpointName] string? name, int? port, int? targetPort, bool? isExternal, bool isProxied)
        : this(protocol, null, uriScheme, transport, name, port, targetPort, isExternal, (bool?)isProxied)
    {
    }

    /// <summary>Creates an endpoint on a network.</summary>
    public EndpointAnnotation(ProtocolType protocol, NetworkIdentifier? networkId, string? uriScheme = null, string? transport = null, [EndpointName] string? name = null, int? port = null, int? targetPort = null, bool? isExternal = null, bool? isProxied = null)
    {
        uriScheme ??= protocol.ToString().ToLowerInvariant();
        name ??= uriScheme;
        ModelName.ValidateName(nameof(EndpointAnnotation), name);

        Protocol = protocol;
        UriScheme = uriScheme;
        Name = name;
        _transport = transport;
        _port = port;
        _targetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsExplicitlyProxied = isProxied;
        DefaultNetworkID = networkId ?? KnownNetworkIdentifiers.LocalhostNetwork;
        AllAllocatedEndpoints = new(DefaultNetworkID, AllocatedEndpointSnapshot);
    }

    /// <summary>Creates an endpoint on a network.</summary>
    public EndpointAnnotation(ProtocolType protocol, NetworkIdentifier? networkId, string? uriScheme, string? transport, [EndpointName] string? name, int? port, int? targetPort, bool? isExternal, bool isProxied)
        : this(protocol, networkId, uriScheme, transport, name, port, targetPort, isExternal, (bool?)isProxied)
    {
    }

    /// <summary>The name, unique in the resource.</summary>
    public string Name { get; set; }

    /// <summary>TCP or UDP.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>The port clients use. Without a proxy it is the target port unless it was set to null.</summary>
    public int? Port
    {
        get => _port ?? (IsProxied || _portSetToNull ? null : _targetPort);
        set => (_port, _portSetToNull) = (value, value is null);
    }

    /// <summary>The port the resource listens on. Without a proxy it is the port unless it was set to null.</summary>
    public int? TargetPort
    {
        get => _targetPort ?? (IsProxied || _targetPortSetToNull ? null : _port);
        set => (_targetPort, _targetPortSetToNull) = (value, value is null);
    }

    /// <summary>The scheme of the endpoint's URL.</summary>
    public string UriScheme { get; set; }

    /// <summary>The host of the endpoint's URL.</summary>
    public string TargetHost { get; set; } = KnownHostNames.Localhost;

    /// <summary>What is spoken on the endpoint: http, http2, tcp.</summary>
    public string Transport
    {
        get => _transport ?? (IsHttpScheme ? "http" : Protocol.ToString().ToLowerInvariant());
        set => _transport = value;
    }

    /// <summary>Reachable from outside once published.</summary>
    public bool IsExternal { get; set; }

    /// <summary>A proxy stands before the resource.</summary>
    public bool IsProxied
    {
        get => _isProxied;
        set => IsExplicitlyProxied = value;
    }

    /// <summary>What was said about a proxy, or null when nothing was.</summary>
    public bool? IsExplicitlyProxied
    {
        get => _isExplicitlyProxied;
        set => (_isExplicitlyProxied, _isProxied) = (value, value ?? true);
    }

    /// <summary>A reference to the whole resource leaves this endpoint out.</summary>
    public bool ExcludeReferenceEndpoint { get; set; }

    /// <summary>The endpoint speaks TLS; by default when the scheme is https.</summary>
    public bool TlsEnabled
    {
        get => _tlsEnabled ?? string.Equals(UriScheme, "https", StringComparisons.EndpointAnnotationUriScheme);
        set => _tlsEnabled = value;
    }

    /// <summary>The network the endpoint belongs to.</summary>
    public NetworkIdentifier DefaultNetworkID { get; }

    /// <summary>The address on the endpoint's own network, or null before it has one.</summary>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => AllocatedEndpointSnapshot.TryGetValue(out var endpoint) ? endpoint : null;
        set
        {
            if (value is null)
            {
                AllocatedEndpointSnapshot.SetException(new InvalidOperationException($"The endpoint `{Name}` is not allocated"));
                return;
            }

            if (value.NetworkID != DefaultNetworkID)
            {
                throw new InvalidOperationException(
                    $"The default AllocatedEndpoint's network ID must match the EndpointAnnotation network ID ('{DefaultNetworkID}'). The attempted AllocatedEndpoint belongs to '{value.NetworkID}'.");
            }

            AllocatedEndpointSnapshot.SetValue(value);
        }
    }

    /// <summary>The addresses on all networks.</summary>
    public NetworkEndpointSnapshotList AllAllocatedEndpoints { get; }

    internal ValueSnapshot<AllocatedEndpoint> AllocatedEndpointSnapshot { get; } = new();

    internal bool IsHttpScheme => UriScheme.ToUpperInvariant() is "HTTP" or "HTTPS";

    /// <summary>The port as it was given, without the target port standing in.</summary>
    internal int? SpecifiedPort => _port;

    /// <summary>The endpoint comes from a launch profile.</summary>
    internal bool FromLaunchProfile { get; set; }

    /// <summary>The variable that tells the process its target port.</summary>
    internal string? TargetPortEnvironmentVariable { get; set; }

    internal static int? NormalizePort(int? port) => port is 0 ? null : port;

    /// <summary>Sets what was decided when nobody said anything about a proxy.</summary>
    internal void SetResolvedIsProxied(bool isProxied) => _isProxied = isProxied;
}
