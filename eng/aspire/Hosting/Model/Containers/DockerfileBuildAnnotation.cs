namespace Aspire.Hosting.ApplicationModel;

/// <summary>The container's image is built from a Dockerfile, which may be written by code.</summary>
public class DockerfileBuildAnnotation(string contextPath, string dockerfilePath, string? stage) : IResourceAnnotation
{
    private readonly Lock _lock = new();
    private Task? _written;

    /// <summary>The folder that is sent to the engine.</summary>
    public string ContextPath => contextPath;

    /// <summary>The Dockerfile.</summary>
    public string DockerfilePath => dockerfilePath;

    /// <summary>The stage to build, or null for the last.</summary>
    public string? Stage => stage;

    /// <summary>Build arguments.</summary>
    public Dictionary<string, object?> BuildArguments { get; } = [];

    /// <summary>Build secrets.</summary>
    public Dictionary<string, object> BuildSecrets { get; } = [];

    /// <summary>Writes the Dockerfile's text when it is not a file.</summary>
    public Func<DockerfileFactoryContext, Task<string>>? DockerfileFactory { get; init; }

    /// <summary>The name of the built image.</summary>
    public string? ImageName { get; set; }

    /// <summary>The tag of the built image.</summary>
    public string? ImageTag { get; set; }

    /// <summary>The image can be started; without, it only carries files.</summary>
    public bool HasEntrypoint { get; set; } = true;

    /// <summary>Writes the Dockerfile, once, when code makes its text.</summary>
    public Task MaterializeDockerfileAsync(DockerfileFactoryContext context, CancellationToken cancellationToken)
    {
        if (DockerfileFactory is not { } factory)
        {
            return Task.CompletedTask;
        }

        lock (_lock)
        {
            return _written ??= WriteAsync();
        }

        async Task WriteAsync()
            => await File.WriteAllTextAsync(DockerfilePath, await factory(context).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>What code needs to write a Dockerfile.</summary>
public sealed class DockerfileFactoryContext
{
    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The resource whose image is built.</summary>
    public required IResource Resource { get; init; }

    /// <summary>Stops the build.</summary>
    public CancellationToken CancellationToken { get; init; }
}
