using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Changes an endpoint, creating it first if need be.</summary>
    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Action<EndpointAnnotation> callback, bool createIfNotExists = true)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(endpointName);
        ArgumentNullException.ThrowIfNull(callback);

        if (FindEndpoint(builder.Resource, endpointName) is { } existing)
        {
            callback(existing);
        }
        else if (createIfNotExists)
        {
            var endpoint = new EndpointAnnotation(ProtocolType.Tcp, KnownNetworkIdentifiers.LocalhostNetwork, name: endpointName);
            callback(endpoint);
            builder.WithAnnotation(endpoint);
        }

        return builder;
    }

    /// <summary>Adds an endpoint, or changes what is given on the one of that name.</summary>
    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? scheme = null, string? name = null, string? env = null, bool? isProxied = null, bool? isExternal = null, ProtocolType? protocol = null)
        where T : IResourceWithEndpoints
    {
        var transport = protocol ?? ProtocolType.Tcp;
        var endpoint = FindEndpoint(builder.Resource, name ?? scheme ?? transport.ToString().ToLowerInvariant());
        if (endpoint is null)
        {
            endpoint = new EndpointAnnotation(transport, KnownNetworkIdentifiers.LocalhostNetwork, scheme, transport: null, name, port, targetPort, isExternal, isProxied);
            builder.PassTargetPort(endpoint, env);
            return builder.WithAnnotation(endpoint);
        }

        endpoint.Port = port ?? endpoint.Port;
        endpoint.TargetPort = targetPort ?? endpoint.TargetPort;
        endpoint.IsExternal = isExternal ?? endpoint.IsExternal;
        endpoint.IsExplicitlyProxied = isProxied ?? endpoint.IsExplicitlyProxied;
        return builder.PassTargetPort(endpoint, env);
    }

    /// <summary>Adds an endpoint with every property given.</summary>
    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, int? port, int? targetPort, string? scheme, string? name, string? env, bool isProxied, bool? isExternal, ProtocolType? protocol)
        where T : IResourceWithEndpoints
        => builder.WithEndpoint(port, targetPort, scheme, name, env, (bool?)isProxied, isExternal, protocol);

    /// <summary>Adds a TCP endpoint.</summary>
    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, int? port, int? targetPort, string? scheme, string? name, string? env, bool? isProxied, bool? isExternal)
        where T : IResourceWithEndpoints
        => builder.WithEndpoint(port, targetPort, scheme, name, env, isProxied, isExternal, protocol: null);

    /// <summary>Adds a TCP endpoint.</summary>
    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, int? port, int? targetPort, string? scheme, string? name, string? env, bool isProxied, bool? isExternal)
        where T : IResourceWithEndpoints
        => builder.WithEndpoint(port, targetPort, scheme, name, env, (bool?)isProxied, isExternal, protocol: null);

    /// <summary>Adds an HTTP endpoint, named "http" unless said otherwise.</summary>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints
        => builder.WithEndpoint(port, targetPort, "http", name, env, isProxied);

    /// <summary>Adds an HTTP endpoint with every property given.</summary>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> builder, int? port, int? targetPort, string? name, string? env, bool isProxied)
        where T : IResourceWithEndpoints
        => builder.WithHttpEndpoint(port, targetPort, name, env, (bool?)isProxied);

    /// <summary>Adds an HTTPS endpoint, named "https" unless said otherwise.</summary>
    public static IResourceBuilder<T> WithHttpsEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints
        => builder.WithEndpoint(port, targetPort, "https", name, env, isProxied);

    /// <summary>Adds an HTTPS endpoint with every property given.</summary>
    public static IResourceBuilder<T> WithHttpsEndpoint<T>(this IResourceBuilder<T> builder, int? port, int? targetPort, string? name, string? env, bool isProxied)
        where T : IResourceWithEndpoints
        => builder.WithHttpsEndpoint(port, targetPort, name, env, (bool?)isProxied);

    /// <summary>Marks the HTTP and HTTPS endpoints defined so far as reachable from outside.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(e => e.UriScheme is "http" or "https"))
        {
            endpoint.IsExternal = true;
        }

        return builder;
    }

    /// <summary>A reference to an endpoint as seen from a network.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name, NetworkIdentifier contextNetworkId)
        where T : IResourceWithEndpoints
        => builder.Resource.GetEndpoint(name, contextNetworkId);

    /// <summary>A reference to an endpoint, which may be defined later.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints
        => builder.Resource.GetEndpoint(name);

    /// <summary>States that the HTTP endpoints speak HTTP/2.</summary>
    public static IResourceBuilder<T> AsHttp2Service<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        // Endpoints may still be added until the start.
        builder.ApplicationBuilder.OnBeforeStart((_, _) =>
        {
            foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(e => e.UriScheme is "http" or "https"))
            {
                endpoint.Transport = "http2";
            }

            return Task.CompletedTask;
        });
        return builder;
    }

    /// <summary>Switches the proxies in front of all endpoints on or off.</summary>
    public static IResourceBuilder<IResourceWithEndpoints> WithEndpointProxySupport(this IResourceBuilder<IResourceWithEndpoints> builder, bool proxyEnabled)
        => builder.WithAnnotation(new ProxySupportAnnotation { ProxyEnabled = proxyEnabled }, ResourceAnnotationMutationBehavior.Replace);

    private static EndpointAnnotation? FindEndpoint(IResource resource, string name)
        => resource.Annotations.OfType<EndpointAnnotation>().SingleOrDefault(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase));

    // The callback reads the variable's name when it runs: a later call may rename it.
    private static IResourceBuilder<T> PassTargetPort<T>(this IResourceBuilder<T> builder, EndpointAnnotation endpoint, string? env)
        where T : IResourceWithEndpoints
    {
        if (env is null || builder.Resource is not IResourceWithEnvironment)
        {
            return builder;
        }

        var alreadyPassed = endpoint.TargetPortEnvironmentVariable is not null;
        endpoint.TargetPortEnvironmentVariable = env;
        if (alreadyPassed)
        {
            return builder;
        }

        var reference = new EndpointReference(builder.Resource, endpoint, KnownNetworkIdentifiers.LocalhostNetwork);
        return builder.WithAnnotation(new EnvironmentCallbackAnnotation(context =>
            context.EnvironmentVariables[endpoint.TargetPortEnvironmentVariable] = reference.Property(EndpointProperty.TargetPort)));
    }
}
