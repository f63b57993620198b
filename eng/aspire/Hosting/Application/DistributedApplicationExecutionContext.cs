namespace Aspire.Hosting;

/// <summary>Tells whether the application runs or is published.</summary>
public class DistributedApplicationExecutionContext
{
    private readonly DistributedApplicationExecutionContextOptions? _options;

    /// <summary>Creates the context of an operation.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
        : this(operation, "manifest")
    {
    }

    /// <summary>Creates the context of an operation with a publisher.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation, string publisherName)
    {
        Operation = operation;
        PublisherName = publisherName;
    }

    /// <summary>Creates the context from options that learn of the services later.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationExecutionContextOptions options)
        : this(options.Operation, options.PublisherName ?? "manifest") => _options = options;

    /// <summary>The publisher in use.</summary>
    public string PublisherName { get; set; }

    /// <summary>What the AppHost was started for.</summary>
    public DistributedApplicationOperation Operation { get; }

    /// <summary>The services of the built application.</summary>
    [Obsolete("Use Services instead.")]
    public IServiceProvider ServiceProvider => Services;

    /// <summary>The services of the built application.</summary>
    public IServiceProvider Services
    {
        get
        {
            if (_options is null)
            {
                throw new InvalidOperationException("The execution context has no services: it was created without DistributedApplicationExecutionContextOptions.");
            }

            return _options.Services
                ?? throw new InvalidOperationException("The execution context has no services until the application is built.");
        }
    }

    /// <summary>Whether the application is being published.</summary>
    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;

    /// <summary>Whether the application runs.</summary>
    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;
}
