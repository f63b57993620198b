using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Model;

public sealed class EndpointTests
{
    private readonly TestResource _resource = new("api");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_url_waits_until_the_endpoint_has_an_address()
    {
        var endpoint = _resource.AddEndpoint();
        var url = _resource.GetEndpoint("HTTP").GetValueAsync(Token).AsTask();
        Assert.False(url.IsCompleted);

        endpoint.AllocatedEndpoint = new(endpoint, "localhost", 5000);

        Assert.Equal("http://localhost:5000", await url);
    }

    [Fact]
    public async Task Waiting_for_an_address_ends_with_the_caller()
    {
        _resource.AddEndpoint();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var url = _resource.GetEndpoint("http").GetValueAsync(cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => url);
    }

    [Fact]
    public void Before_there_is_an_address_its_parts_cannot_be_read()
    {
        _resource.AddEndpoint(targetPort: 81);
        var reference = _resource.GetEndpoint("http");

        Assert.False(reference.IsAllocated);
        Assert.Equal(81, reference.TargetPort);
        Assert.Equal("http", reference.Scheme);
        var exception = Assert.Throws<InvalidOperationException>(() => reference.Url);
        Assert.Equal("The endpoint `http` is not allocated for the resource `api`.", exception.Message);
    }

    [Fact]
    public async Task A_missing_endpoint_says_which_ones_there_are()
    {
        var reference = _resource.GetEndpoint("nope");
        Assert.False(reference.Exists);
        Assert.Equal("{api.bindings.nope.url}", reference.Property(EndpointProperty.Url).ValueExpression);
        Assert.EndsWith("The resource has no endpoints defined.", (await FailureAsync()).Message, StringComparison.Ordinal);

        _resource.AddEndpoint();
        _resource.AddEndpoint(name: "two");
        Assert.Equal("The endpoint `nope` is not defined for the resource `api`. Available endpoints: `http`, `two`.", (await FailureAsync()).Message);

        Task<InvalidOperationException> FailureAsync()
            => Assert.ThrowsAsync<InvalidOperationException>(async () => await reference.GetValueAsync(Token));
    }

    [Fact]
    public void An_endpoint_added_later_is_found()
    {
        var reference = _resource.GetEndpoint("late");
        Assert.False(reference.Exists);

        _resource.AddEndpoint(name: "late");

        Assert.True(reference.Exists);
    }

    [Fact]
    public async Task Properties_resolve_one_by_one()
    {
        var endpoint = _resource.AddEndpoint("https", port: 8443);
        endpoint.AllocatedEndpoint = new(endpoint, "localhost", 8443, "{{ port }}");
        var reference = _resource.GetEndpoint("https");

        Assert.Equal("localhost:8443", await reference.Property(EndpointProperty.HostAndPort).GetValueAsync(Token));
        Assert.Equal("localhost", await reference.Property(EndpointProperty.Host).GetValueAsync(Token));
        Assert.Equal("127.0.0.1", await reference.Property(EndpointProperty.IPV4Host).GetValueAsync(Token));
        Assert.Equal("8443", await reference.Property(EndpointProperty.Port).GetValueAsync(Token));
        Assert.Equal("https", await reference.Property(EndpointProperty.Scheme).GetValueAsync(Token));
        Assert.Equal("{{ port }}", await reference.Property(EndpointProperty.TargetPort).GetValueAsync(Token));
        Assert.Equal("True", await reference.Property(EndpointProperty.TlsEnabled).GetValueAsync(Token));
    }

    [Fact]
    public async Task A_container_sees_the_address_on_its_own_network()
    {
        var endpoint = _resource.AddEndpoint();
        endpoint.AllocatedEndpoint = new(endpoint, "localhost", 5000);
        endpoint.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(
            KnownNetworkIdentifiers.DefaultAspireContainerNetwork,
            new(endpoint, "aspire.dev.internal", 6000, EndpointBindingMode.SingleAddress, null, KnownNetworkIdentifiers.DefaultAspireContainerNetwork));
        var container = new ContainerResource("box");
        container.Annotations.Add(new ContainerImageAnnotation { Image = "img" });

        var url = await _resource.GetEndpoint("http").GetValueAsync(new ValueProviderContext { Caller = container }, Token);

        Assert.Equal("http://aspire.dev.internal:6000", url);
    }

    [Fact]
    public void An_address_of_another_network_is_refused()
    {
        var endpoint = _resource.AddEndpoint();

        Assert.Throws<InvalidOperationException>(() => endpoint.AllocatedEndpoint =
            new(endpoint, "host", 1, EndpointBindingMode.SingleAddress, null, KnownNetworkIdentifiers.PublicInternet));
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, 5000)]
    public void Without_a_proxy_port_and_target_port_stand_in_for_each_other(bool isProxied, int? expected)
    {
        Assert.Equal(expected, _resource.AddEndpoint(port: 5000, isProxied: isProxied).TargetPort);
        Assert.Equal(expected, _resource.AddEndpoint(targetPort: 5000, isProxied: isProxied).Port);
    }

    [Fact]
    public void A_proxy_is_the_rule_until_somebody_says_otherwise()
    {
        var endpoint = _resource.AddEndpoint();
        Assert.True(endpoint.IsProxied);
        Assert.Null(endpoint.IsExplicitlyProxied);

        endpoint.IsProxied = false;
        Assert.False(endpoint.IsExplicitlyProxied);

        endpoint.IsExplicitlyProxied = null;
        Assert.True(endpoint.IsProxied);
    }

    [Fact]
    public void Ports_of_a_published_project_follow_from_its_endpoints()
    {
        var project = new ProjectResource("api");
        project.Annotations.Add(new EndpointAnnotation(System.Net.Sockets.ProtocolType.Tcp, uriScheme: "http"));
        project.Annotations.Add(new EndpointAnnotation(System.Net.Sockets.ProtocolType.Tcp, uriScheme: "http", name: "admin"));
        project.Annotations.Add(new EndpointAnnotation(System.Net.Sockets.ProtocolType.Tcp, uriScheme: "tcp", port: 9000, targetPort: 9001));

        var ports = project.ResolveEndpoints().Select(endpoint => (endpoint.TargetPort.Value, endpoint.ExposedPort.Value));

        Assert.Equal([(null, null), (8000, 8000), (9001, 9000)], ports);
    }
}
