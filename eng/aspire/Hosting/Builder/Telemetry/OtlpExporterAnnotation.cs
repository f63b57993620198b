namespace Aspire.Hosting.ApplicationModel;

/// <summary>Marks a resource that sends telemetry to the dashboard.</summary>
public class OtlpExporterAnnotation : IResourceAnnotation
{
    /// <summary>The protocol the resource insists on.</summary>
    public OtlpProtocol? RequiredProtocol { get; init; }
}
