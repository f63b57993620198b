using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Chooses which kinds of variables later WithReference calls set.</summary>
    public static IResourceBuilder<TDestination> WithReferenceEnvironment<TDestination>(this IResourceBuilder<TDestination> builder, ReferenceEnvironmentInjectionFlags flags)
        where TDestination : IResourceWithEnvironment
        => builder.WithAnnotation(new ReferenceEnvironmentInjectionAnnotation(flags));

    /// <summary>Hands over a connection string, and its parts as variables of their own.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);

        var resource = source.Resource;
        var flags = ReferenceVariables.WantedBy(builder.Resource);
        return builder.WithReferenceRelationship(resource).WithEnvironment(context =>
            ReferenceVariables.AddConnection(context.EnvironmentVariables, resource, connectionName ?? resource.Name, optional, flags));
    }

    /// <summary>Makes all endpoints of a service known under the service's name.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        return builder.ReferToEndpoints(source.Resource);
    }

    /// <summary>Makes all endpoints of a service known under another name.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source, string name)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        return builder.ReferToEndpoints(source.Resource, alias: name);
    }

    /// <summary>Makes a fixed address known as a service.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(uri);

        var problem = !uri.IsAbsoluteUri ? "it must be absolute"
            : uri.Fragment.Length > 0 ? "it cannot contain a fragment"
            : uri.Query.Length > 0 ? "it cannot contain a query string"
            : null;
        if (problem is not null)
        {
            throw new InvalidOperationException($"The URI for service reference '{name}' is invalid while configuring target resource '{builder.Resource.Name}': {problem}.");
        }

        var flags = ReferenceVariables.WantedBy(builder.Resource);
        if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
        {
            builder.WithEnvironment(ReferenceVariables.Discovery(name, "default"), uri.ToString());
        }

        if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
        {
            builder.WithEnvironment(EnvironmentVariableNameEncoder.Encode(name), uri.ToString());
        }

        return builder;
    }

    /// <summary>Makes an external service known under its name.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<ExternalServiceResource> externalService)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(externalService);

        var service = externalService.Resource;
        var flags = ReferenceVariables.WantedBy(builder.Resource);
        var endpointName = EnvironmentVariableNameEncoder.Encode(service.Name).ToUpperInvariant();
        builder.WithReferenceRelationship(service);

        if (service.Uri is { } uri)
        {
            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
            {
                builder.WithEnvironment(endpointName, uri.ToString());
            }

            return flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery)
                ? builder.WithEnvironment(ReferenceVariables.Discovery(service.Name, uri.Scheme), uri.ToString())
                : builder;
        }

        return builder.WithEnvironment(async context =>
        {
            // The scheme is part of the names, but when publishing nobody knows the URL yet.
            var scheme = context.ExecutionContext.IsPublishMode
                ? null
                : (await ExternalServiceUrl.ResolveAsync(service, builder.Resource, context.CancellationToken).ConfigureAwait(false)).Scheme;

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
            {
                context.EnvironmentVariables[ReferenceVariables.Discovery(service.Name, scheme ?? "default")] = service.UrlParameter!;
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
            {
                var suffix = scheme is null ? "" : $"_{EnvironmentVariableNameEncoder.Encode(scheme).ToUpperInvariant()}";
                context.EnvironmentVariables[endpointName + suffix] = service.UrlParameter!;
            }
        });
    }

    /// <summary>Makes one endpoint of a service known.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(endpointReference);
        return builder.ReferToEndpoints(endpointReference.Resource, endpointReference.EndpointName);
    }

    // One annotation per referenced resource collects the endpoints of all WithReference calls; its callback runs once.
    private static IResourceBuilder<T> ReferToEndpoints<T>(this IResourceBuilder<T> builder, IResourceWithEndpoints target, string? endpointName = null, string? alias = null)
        where T : IResourceWithEnvironment
    {
        var reference = builder.Resource.Annotations.OfType<EndpointReferenceAnnotation>().SingleOrDefault(a => a.Resource == target);
        if (reference is null)
        {
            reference = new EndpointReferenceAnnotation(target);
            if (builder.Resource.IsContainer())
            {
                reference.ContextNetworkId = KnownNetworkIdentifiers.DefaultAspireContainerNetwork;
            }

            builder.WithAnnotation(reference)
                .WithEnvironment(context => ReferenceVariables.AddEndpoints(context, reference, alias));
        }

        if (endpointName is null)
        {
            reference.UseAllEndpoints = true;
        }
        else
        {
            reference.EndpointNames.Add(endpointName);
        }

        return builder.WithReferenceRelationship(target);
    }
}
