namespace Aspire.Hosting.Dashboard.Grpc;

/// <summary>Ends a call with this status. The message goes to the client.</summary>
internal sealed class GrpcException : Exception
{
    public GrpcException() : this(GrpcStatusCode.Internal, "The call failed.")
    {
    }

    public GrpcException(string message) : this(GrpcStatusCode.Internal, message)
    {
    }

    public GrpcException(string message, Exception innerException) : base(message, innerException) => StatusCode = GrpcStatusCode.Internal;

    public GrpcException(GrpcStatusCode statusCode, string message) : base(message) => StatusCode = statusCode;

    public GrpcStatusCode StatusCode { get; }
}
