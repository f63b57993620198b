namespace Aspire.Hosting;

/// <summary>How telemetry is sent.</summary>
public enum OtlpProtocol
{
    /// <summary>gRPC.</summary>
    Grpc,

    /// <summary>HTTP with binary messages.</summary>
    HttpProtobuf,

    /// <summary>HTTP with JSON messages.</summary>
    HttpJson,
}
