using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Builder;

public sealed class EndpointTests
{
    private readonly IDistributedApplicationBuilder _builder = Apps.Publish();

    [Fact]
    public void TheSameNameChangesTheEndpointAndKeepsWhatIsNotGiven()
    {
        var tool = _builder.AddTool("tool").WithHttpEndpoint(port: 1000, targetPort: 2000).WithHttpEndpoint(targetPort: 2001, isProxied: false);

        var endpoint = Assert.Single(tool.Resource.Annotations.OfType<EndpointAnnotation>());
        Assert.Equal(("http", 1000, 2001, false), (endpoint.Name, endpoint.Port, endpoint.TargetPort, endpoint.IsProxied));
    }

    [Fact]
    public async Task TheTargetPortGoesIntoTheVariableNamedLast()
    {
        var tool = _builder.AddTool("tool").WithHttpEndpoint(env: "PORT").WithHttpEndpoint(env: "WEB_PORT");

        Assert.Equal("WEB_PORT={tool.bindings.http.targetPort}", await Variables.PublishedAsync(tool));
    }

    [Fact]
    public void AnEndpointIsOnlyCreatedWhenAllowed()
    {
        var tool = _builder.AddTool("tool").WithEndpoint("none", _ => Assert.Fail("There is no such endpoint."), createIfNotExists: false);
        Assert.Empty(tool.Resource.Annotations.OfType<EndpointAnnotation>());

        tool.WithEndpoint("made", endpoint => endpoint.Port = 5);
        Assert.Equal(("made", "tcp", 5), tool.Resource.Annotations.OfType<EndpointAnnotation>().Select(e => (e.Name, e.UriScheme, e.Port)).Single());
    }

    [Fact]
    public void OnlyHttpEndpointsBecomeExternal()
    {
        var tool = _builder.AddTool("tool").WithHttpEndpoint().WithHttpsEndpoint().WithEndpoint(name: "raw").WithExternalHttpEndpoints();

        Assert.Equal([true, true, false], tool.Resource.Annotations.OfType<EndpointAnnotation>().Select(e => e.IsExternal));
    }
}
