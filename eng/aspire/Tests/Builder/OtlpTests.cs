namespace Aspire.Hosting.Tests.Builder;

public sealed class OtlpTests
{
    [Fact]
    public async Task TelemetryGoesToTheConfiguredDashboard()
    {
        var builder = Apps.Run();
        builder.Environment.EnvironmentName = "Production";
        builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:19121";
        builder.Configuration["AppHost:OtlpApiKey"] = "key";

        var variables = await Variables.RawAsync(builder.AddTool("tool").WithOtlpExporter());

        Assert.Equal(
            ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_RESOURCE_ATTRIBUTES", "OTEL_SERVICE_NAME", "OTEL_EXPORTER_OTLP_HEADERS"],
            variables.Keys);
        Assert.Equal("grpc", variables["OTEL_EXPORTER_OTLP_PROTOCOL"]);
        Assert.Equal("x-otlp-api-key=key", variables["OTEL_EXPORTER_OTLP_HEADERS"]);
        Assert.Equal("""{{- index .Annotations "otel-service-name" -}}""", variables["OTEL_SERVICE_NAME"]);
    }

    [Fact]
    public async Task TheHttpProtocolNeedsItsOwnAddress()
    {
        var builder = Apps.Run();
        builder.Configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = null;

        await Assert.ThrowsAsync<InvalidOperationException>(() => Variables.RawAsync(builder.AddTool("tool").WithOtlpExporter(OtlpProtocol.HttpProtobuf)));
    }

    [Fact]
    public async Task NothingIsPublished()
        => Assert.Empty(await Variables.RawAsync(Apps.Publish().AddTool("tool").WithOtlpExporter()));
}
