using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Tests.Builder;

namespace Aspire.Hosting.Tests.Dcp;

public sealed class PreparedModelTests
{
    private readonly IDistributedApplicationBuilder _builder = Apps.Run();

    [Fact]
    public void An_instance_has_the_name_of_its_resource_and_a_random_part()
    {
        _builder.AddTool("web");

        var instance = Assert.Single(Prepare().Instances);

        Assert.Matches("^web-[a-z]{8}$", instance.DcpResourceName);
        Assert.Equal(instance.DcpResourceName, "web-" + instance.Instance.Suffix);
    }

    [Fact]
    public void A_service_is_named_after_its_endpoint_only_when_there_are_several()
    {
        _builder.AddTool("one").WithHttpEndpoint();
        _builder.AddTool("two").WithHttpEndpoint().WithHttpEndpoint(name: "admin");

        Assert.Equal(["one", "two-http", "two-admin"], Prepare().Services.Select(service => service.Name));
    }

    [Fact]
    public void Names_that_would_collide_get_a_number()
    {
        _builder.AddTool("a").WithHttpEndpoint(name: "x").WithHttpEndpoint(name: "b-c");
        _builder.AddTool("a-b").WithHttpEndpoint(name: "x").WithHttpEndpoint(name: "c");

        Assert.Equal(["a-x", "a-b-c", "a-b-x", "a-b-c-1"], Prepare().Services.Select(service => service.Name));
    }

    [Fact]
    public void An_endpoint_without_a_proxy_has_its_port_before_anything_runs()
    {
        var endpoint = _builder.AddTool("web").WithHttpEndpoint(isProxied: false).Resource.Annotations.OfType<EndpointAnnotation>().Single();

        var service = Assert.Single(Prepare(new DcpOptions { ProxylessEndpointPortRangeStart = 20500, ProxylessEndpointPortRangeEnd = 20510 }).Services);

        Assert.InRange(endpoint.Port!.Value, 20500, 20510);
        Assert.Equal(endpoint.Port, endpoint.TargetPort);
        Assert.Equal(endpoint.Port, service.FixedPort);
    }

    [Fact]
    public void Ports_that_are_in_use_or_named_in_the_model_are_not_chosen()
    {
        _builder.AddTool("named").WithHttpEndpoint(port: 20501);
        var endpoint = _builder.AddTool("web").WithHttpEndpoint(isProxied: false).Resource.Annotations.OfType<EndpointAnnotation>().Single();

        PreparedModel.Create(_builder.Resources, new DcpOptions { ProxylessEndpointPortRangeStart = 20500, ProxylessEndpointPortRangeEnd = 20502 }, (port, _) => port != 20500);

        Assert.Equal(20502, endpoint.Port);
    }

    [Fact]
    public void A_range_without_a_free_port_is_an_error_that_names_it()
    {
        _builder.AddTool("web").WithHttpEndpoint(isProxied: false);

        var exception = Assert.Throws<DcpException>(() => PreparedModel.Create(_builder.Resources, new DcpOptions { ProxylessEndpointPortRangeStart = 20500, ProxylessEndpointPortRangeEnd = 20502 }, (_, _) => false));

        Assert.Equal("No port between 20500 and 20502 is free for an endpoint without a proxy.", exception.Message);
    }

    [Theory]
    [InlineData(false, 20501)]
    [InlineData(true, null)]
    public void Randomized_ports_ignore_the_fixed_port_of_a_proxy(bool randomize, int? expected)
    {
        _builder.AddTool("web").WithHttpEndpoint(port: 20501);

        Assert.Equal(expected, Assert.Single(Prepare(new DcpOptions { RandomizePorts = randomize }).Services).FixedPort);
    }

    [Fact]
    public void Two_proxies_on_one_port_know_each_other()
    {
        _builder.AddTool("first").WithHttpEndpoint(port: 20501);
        _builder.AddTool("second").WithHttpEndpoint(port: 20501);
        _builder.AddTool("third").WithHttpEndpoint(port: 20502);

        Assert.Equal([null, "first", null], Prepare().Services.Select(service => service.Rival?.Resource.Name));
    }

    [Fact]
    public void Proxy_and_process_cannot_share_a_port()
    {
        _builder.AddTool("web").WithHttpEndpoint(port: 20501, targetPort: 20501);

        var exception = Assert.Throws<InvalidOperationException>(() => Prepare());

        Assert.Contains("has a proxy, which takes port 20501", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_somebody_listens_on_is_not_free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.False(PortProbe.IsFreeOnLoopback(port, ProtocolType.Tcp));
        Assert.False(PortProbe.IsFree(port, ProtocolType.Tcp));

        listener.Stop();
        Assert.True(PortProbe.IsFreeOnLoopback(port, ProtocolType.Tcp));
    }

    private PreparedModel Prepare(DcpOptions? options = null) => PreparedModel.Create(_builder.Resources, options ?? new DcpOptions(), PortProbe.IsFree);
}
