namespace Aspire.Hosting.ApplicationModel;

/// <summary>How long a container lives.</summary>
public enum ContainerLifetime
{
    /// <summary>As long as the application.</summary>
    Session,

    /// <summary>Longer than the application.</summary>
    Persistent,
}

/// <summary>How long the container lives.</summary>
public sealed class ContainerLifetimeAnnotation : IResourceAnnotation
{
    /// <summary>How long.</summary>
    public required ContainerLifetime Lifetime { get; set; }
}

/// <summary>Files of this machine that are copied into the container.</summary>
internal sealed class ContainerFileSystemCallbackAnnotation(string source, string destinationPath) : IResourceAnnotation
{
    public string Source { get; } = source;

    public string DestinationPath { get; } = destinationPath;
}

/// <summary>The container's name on the engine.</summary>
public sealed class ContainerNameAnnotation : IResourceAnnotation
{
    /// <summary>The name.</summary>
    public required string Name { get; set; }
}

/// <summary>Another name of the container on a network.</summary>
public sealed class ContainerNetworkAliasAnnotation : IResourceAnnotation
{
    /// <summary>Creates the name on the application's network.</summary>
    public ContainerNetworkAliasAnnotation(string alias)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(alias);
        Alias = alias;
    }

    /// <summary>The name.</summary>
    public string Alias { get; }

    /// <summary>The network.</summary>
    public NetworkIdentifier Network { get; set; } = KnownNetworkIdentifiers.DefaultAspireContainerNetwork;
}

/// <summary>Adds arguments for the engine itself.</summary>
public sealed class ContainerRuntimeArgsCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Adds arguments.</summary>
    public ContainerRuntimeArgsCallbackAnnotation(Func<ContainerRuntimeArgsCallbackContext, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = callback;
    }

    /// <summary>Adds arguments.</summary>
    public ContainerRuntimeArgsCallbackAnnotation(Action<IList<object>> callback)
        : this(context =>
        {
            callback(context.Args);
            return Task.CompletedTask;
        })
        => ArgumentNullException.ThrowIfNull(callback);

    /// <summary>The callback.</summary>
    public Func<ContainerRuntimeArgsCallbackContext, Task> Callback { get; }
}

/// <summary>What a callback needs to add arguments for the engine.</summary>
public sealed class ContainerRuntimeArgsCallbackContext(IList<object> args, CancellationToken cancellationToken = default)
{
    /// <summary>The arguments so far, to be changed.</summary>
    public IList<object> Args { get; } = args ?? throw new ArgumentNullException(nameof(args));

    /// <summary>Stops the start of the container.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}

/// <summary>Files from another resource's image go into this one's.</summary>
public sealed class ContainerFilesDestinationAnnotation : IResourceAnnotation
{
    /// <summary>The other resource.</summary>
    public required IResource Source { get; init; }

    /// <summary>The path in this resource's image.</summary>
    public required string DestinationPath { get; init; }
}

/// <summary>The files of this resource's image that others take.</summary>
public sealed class ContainerFilesSourceAnnotation : IResourceAnnotation
{
    /// <summary>The path in the image.</summary>
    public required string SourcePath { get; init; }
}
