namespace Aspire.Hosting.ApplicationModel;

/// <summary>The request of an HTTP command, before it is sent.</summary>
public sealed class HttpCommandRequestContext
{
    /// <summary>The application's services.</summary>
    [Obsolete("Use Services instead.")]
    public IServiceProvider ServiceProvider
    {
        get => Services;
        init => Services = value;
    }

    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The resource, or the instance of it, by name.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Where the request goes.</summary>
    public required EndpointReference Endpoint { get; init; }

    /// <summary>Stops the command.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Sends the request.</summary>
    public required HttpClient HttpClient { get; init; }

    /// <summary>What was entered.</summary>
    public InteractionInputCollection Arguments { get; init; } = new([]);

    /// <summary>The request.</summary>
    public required HttpRequestMessage Request { get; init; }
}

/// <summary>The response to an HTTP command.</summary>
public sealed class HttpCommandResultContext
{
    /// <summary>The application's services.</summary>
    [Obsolete("Use Services instead.")]
    public IServiceProvider ServiceProvider
    {
        get => Services;
        init => Services = value;
    }

    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The resource, or the instance of it, by name.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Where the request went.</summary>
    public required EndpointReference Endpoint { get; init; }

    /// <summary>Stops the command.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Sent the request.</summary>
    public required HttpClient HttpClient { get; init; }

    /// <summary>What was entered.</summary>
    public InteractionInputCollection Arguments { get; init; } = new([]);

    /// <summary>The response.</summary>
    public required HttpResponseMessage Response { get; init; }
}
