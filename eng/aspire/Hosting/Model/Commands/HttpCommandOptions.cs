namespace Aspire.Hosting.ApplicationModel;

/// <summary>What an HTTP command shows of the response.</summary>
public enum HttpCommandResultMode
{
    /// <summary>Nothing but whether it succeeded.</summary>
    None,

    /// <summary>The body, if its content type is text or JSON.</summary>
    Auto,

    /// <summary>The body as JSON.</summary>
    Json,

    /// <summary>The body as text.</summary>
    Text,
}

/// <summary>How an HTTP command looks and what it sends.</summary>
public class HttpCommandOptions : CommandOptions
{
    /// <summary>Picks the endpoint.</summary>
    public Func<EndpointReference>? EndpointSelector { get; set; }

    /// <summary>The method; POST unless given.</summary>
    public HttpMethod? Method { get; set; }

    /// <summary>The named client that sends the request; the default client has no time limit.</summary>
    public string? HttpClientName { get; set; }

    /// <summary>Changes the request before it is sent.</summary>
    public Func<HttpCommandRequestContext, Task>? PrepareRequest { get; set; }

    /// <summary>Turns the response into the command's result.</summary>
    public Func<HttpCommandResultContext, Task<ExecuteCommandResult>>? GetCommandResult { get; set; }

    /// <summary>What is shown of the response.</summary>
    public HttpCommandResultMode ResultMode { get; set; }
}
