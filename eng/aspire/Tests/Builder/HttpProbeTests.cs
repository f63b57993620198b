using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Builder;

public sealed class HttpProbeTests
{
    private readonly IDistributedApplicationBuilder _builder = Apps.Run();

    [Fact]
    public void A_probe_has_Aspires_defaults_and_is_checked_here_too()
    {
        var api = Add().WithHttpProbe(ProbeType.Readiness);

        var probe = Assert.Single(api.Resource.Annotations.OfType<EndpointProbeAnnotation>());
        Assert.Equal((ProbeType.Readiness, "/", "http"), (probe.Type, probe.Path, probe.EndpointReference.EndpointName));
        Assert.Equal([5, 5, 1, 3, 1], [probe.InitialDelaySeconds, probe.PeriodSeconds, probe.TimeoutSeconds, probe.FailureThreshold, probe.SuccessThreshold]);
        Assert.Equal("api_http_/_200_check", Assert.Single(api.Resource.Annotations.OfType<HealthCheckAnnotation>()).Key);
    }

    [Fact]
    public void A_probe_of_the_same_type_takes_the_place_of_the_earlier_one()
    {
        var api = Add().WithHttpProbe(ProbeType.Readiness, "/health").WithHttpProbe(ProbeType.Readiness, "/ready").WithHttpProbe(ProbeType.Liveness, "/alive");

        Assert.Equal(["/ready", "/alive"], api.Resource.Annotations.OfType<EndpointProbeAnnotation>().Select(probe => probe.Path));
    }

    [Fact]
    public void A_probe_takes_what_it_is_told()
    {
        var api = Add().WithHttpEndpoint(name: "admin").WithHttpProbe(ProbeType.Startup, "/up", 1, 2, 3, 4, 6, "admin");

        var probe = Assert.Single(api.Resource.Annotations.OfType<EndpointProbeAnnotation>());
        Assert.Equal("admin", probe.EndpointReference.EndpointName);
        Assert.Equal([1, 2, 3, 4, 6], [probe.InitialDelaySeconds, probe.PeriodSeconds, probe.TimeoutSeconds, probe.FailureThreshold, probe.SuccessThreshold]);
    }

    [Fact]
    public void A_probe_needs_an_http_endpoint()
        => Assert.Equal(
            "Could not create HTTP probe for resource 'api' as no endpoint was found matching one of the specified names: nowhere",
            Assert.Throws<DistributedApplicationException>(() => Add().WithHttpProbe(ProbeType.Liveness, endpointName: "nowhere")).Message);

    private IResourceBuilder<ProjectResource> Add() => _builder.AddProject("api", "Api.csproj", launchProfileName: null).WithHttpEndpoint();
}
