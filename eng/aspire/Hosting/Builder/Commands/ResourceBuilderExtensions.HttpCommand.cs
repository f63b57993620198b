using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    private const string HttpCommandPurpose = "HTTP command";

    /// <summary>Adds a command that sends a request to the resource; without an endpoint's name, to "https" or else "http".</summary>
    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(this IResourceBuilder<TResource> builder, string path, string displayName, [EndpointName] string? endpointName = null, string? commandName = null, HttpCommandOptions? commandOptions = null)
        where TResource : IResourceWithEndpoints
        => builder.WithHttpCommand(path, displayName, EndpointSelector.Named(builder, endpointName, HttpCommandPurpose), commandName, commandOptions);

    /// <summary>Adds a command that sends a request to the selected endpoint.</summary>
    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(this IResourceBuilder<TResource> builder, string path, string displayName, Func<EndpointReference>? endpointSelector, string? commandName = null, HttpCommandOptions? commandOptions = null)
        where TResource : IResourceWithEndpoints
    {
        var endpoint = EndpointSelector.Select(endpointSelector ?? EndpointSelector.Default(builder), builder.Resource, HttpCommandPurpose);
        EndpointSelector.EnsureHttp(endpoint, builder.Resource, HttpCommandPurpose);

        var options = commandOptions ?? new HttpCommandOptions();
        options.Method ??= HttpMethod.Post;
        options.UpdateState ??= HttpCommand.StateWhenRunning;
#pragma warning disable CA1308 // Scripts know the name with the method in lower case.
        var method = options.Method.Method.ToLowerInvariant();
#pragma warning restore CA1308
        return builder.WithCommand(
            commandName ?? $"{endpoint.Resource.Name}-{endpoint.EndpointName}-http-{method}-{path}",
            displayName,
            new HttpCommand(endpoint, path, options).RunAsync,
            options);
    }
}
