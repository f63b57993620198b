using System.Net;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Builder;

public sealed class HealthCheckTests
{
    private readonly IDistributedApplicationBuilder _builder = Apps.Run();

    [Fact]
    public void TheKeyNamesWhatIsAskedFor()
    {
        var tool = _builder.AddTool("tool").WithHttpEndpoint().WithHttpHealthCheck("/health").WithHttpHealthCheck(statusCode: 204);

        Assert.Equal(["tool_http_/health_200_check", "tool_http_/_204_check"], Keys(tool.Resource));
        Assert.Equal(["ext_external_/up_200_check"], Keys(_builder.AddExternalService("ext", "https://example.org/").WithHttpHealthCheck("/up").Resource));
    }

    [Fact]
    public void TheSameCheckTwiceIsAnError()
    {
        var tool = _builder.AddTool("tool").WithHealthCheck("key");

        Assert.Equal("Resource 'tool' already has a health check with key 'key'.", Assert.Throws<DistributedApplicationException>(() => tool.WithHealthCheck("key")).Message);
    }

    [Fact]
    public void AnHttpCheckNeedsAnHttpEndpoint()
    {
        var tool = _builder.AddTool("tool").WithEndpoint(name: "raw");

        Assert.Equal(
            "Could not create HTTP health check for resource 'tool' as the endpoint with name 'raw' and scheme 'tcp' is not an HTTP endpoint.",
            Assert.Throws<DistributedApplicationException>(() => tool.WithHttpHealthCheck(endpointName: "raw")).Message);
        Assert.Equal(
            "Could not create HTTP health check for resource 'tool' as no endpoint was found matching one of the specified names: https, http",
            Assert.Throws<DistributedApplicationException>(() => tool.WithHttpHealthCheck()).Message);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, HealthStatus.Healthy, null)]
    [InlineData(HttpStatusCode.ServiceUnavailable, HealthStatus.Unhealthy, "Request to http://host/health returned 503 ServiceUnavailable")]
    public async Task TheStatusDecides(HttpStatusCode answer, HealthStatus status, string? description)
    {
        var result = await CheckAsync(() => new HttpResponseMessage(answer));

        Assert.Equal((status, description), (result.Status, result.Description));
    }

    [Fact]
    public async Task FailuresAreToldInOneSentenceWithoutCredentials()
    {
        Assert.Equal("Failed to connect to http://host/health", (await CheckAsync(() => throw new HttpRequestException("refused"))).Description);
        Assert.Equal("Request to http://host/health timed out", (await CheckAsync(() => throw new TaskCanceledException())).Description);
    }

    private static IEnumerable<string> Keys(IResource resource) => resource.Annotations.OfType<HealthCheckAnnotation>().Select(a => a.Key);

    private static Task<HealthCheckResult> CheckAsync(Func<HttpResponseMessage> answer)
    {
        var check = new UriHealthCheck(_ => ValueTask.FromResult(new UriHealthTarget(new Uri("http://user:secret@host/health"))), 200, () => new HttpClient(new Answering(answer)));
        var registration = new HealthCheckRegistration("key", check, failureStatus: null, tags: null);
        return check.CheckHealthAsync(new HealthCheckContext { Registration = registration }, TestContext.Current.CancellationToken);
    }

    private sealed class Answering(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer());
    }
}
