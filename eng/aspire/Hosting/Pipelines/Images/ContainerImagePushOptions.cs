using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The name of an image in its registry.</summary>
[Experimental("ASPIREPIPELINES003", UrlFormat = "https://aka.ms/aspire/diagnostics#{0}")]
public sealed class ContainerImagePushOptions
{
    /// <summary>The name; with a host it leaves the registry out.</summary>
    public string? RemoteImageName { get; set; }

    /// <summary>The tag; <c>latest</c> when there is none.</summary>
    public string? RemoteImageTag { get; set; }

    /// <summary>The name with registry, repository and tag.</summary>
    public async Task<string> GetFullRemoteImageNameAsync(IContainerRegistry registry, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(RemoteImageName))
        {
            throw new InvalidOperationException("RemoteImageName must be set.");
        }

        ArgumentNullException.ThrowIfNull(registry);
        var name = $"{RemoteImageName}:{(string.IsNullOrEmpty(RemoteImageTag) ? "latest" : RemoteImageTag)}";
        if (RemoteImageName.Split('/') is [var host, _, ..] && (host.AsSpan().ContainsAny('.', ':') || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)))
        {
            return name;
        }

        var endpoint = await registry.Endpoint.GetValueAsync(cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(endpoint))
        {
            return name;
        }

        var repository = registry.Repository is { } expression ? await expression.GetValueAsync(cancellationToken).ConfigureAwait(false) : null;
        return string.IsNullOrEmpty(repository) ? $"{endpoint}/{name}" : $"{endpoint}/{repository}/{name}";
    }
}

/// <summary>Says what an image is called in its registry.</summary>
[Experimental("ASPIREPIPELINES003", UrlFormat = "https://aka.ms/aspire/diagnostics#{0}")]
public sealed class ContainerImagePushOptionsCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Sets options.</summary>
    public ContainerImagePushOptionsCallbackAnnotation(Func<ContainerImagePushOptionsCallbackContext, Task> callback)
        => Callback = callback ?? throw new ArgumentNullException(nameof(callback));

    /// <summary>Sets options.</summary>
    public ContainerImagePushOptionsCallbackAnnotation(Action<ContainerImagePushOptionsCallbackContext> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = context =>
        {
            callback(context);
            return Task.CompletedTask;
        };
    }

    /// <summary>The callback.</summary>
    public Func<ContainerImagePushOptionsCallbackContext, Task> Callback { get; }
}

/// <summary>The name of an image, to be changed.</summary>
[Experimental("ASPIREPIPELINES003", UrlFormat = "https://aka.ms/aspire/diagnostics#{0}")]
public sealed class ContainerImagePushOptionsCallbackContext
{
    /// <summary>The resource.</summary>
    public required IResource Resource { get; init; }

    /// <summary>Stops the push.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>The options.</summary>
    public required ContainerImagePushOptions Options { get; init; }
}
