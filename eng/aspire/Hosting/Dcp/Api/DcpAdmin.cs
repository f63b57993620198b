namespace Aspire.Hosting.Dcp;

/// <summary>The state of the API server as a whole, at <c>admin/execution</c>.</summary>
internal sealed record DcpExecution(string? Status, string? ShutdownResourceCleanup = null)
{
    public const string CleaningResources = "CleaningResources";
    public const string CleanupComplete = "CleanupComplete";
    public const string Stopping = "Stopping";
    public const string FullCleanup = "Full";
}

/// <summary>The body of an error response.</summary>
internal sealed record DcpErrorBody(string? Message);

/// <summary>DCP refused a request, or could not be asked.</summary>
internal sealed class DcpException : DistributedApplicationException
{
    public DcpException()
    {
    }

    public DcpException(string message)
        : base(message)
    {
    }

    public DcpException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public System.Net.HttpStatusCode? StatusCode { get; init; }
}
