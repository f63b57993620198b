namespace Sage.Tests.Aws.Edge;

/// <summary>The API on the page's own origin: uncached, unbuffered, and over TLS where there is a name for it.</summary>
public sealed class ApiBehaviorTests(SageTemplates sage)
{
    private const string CachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
    private const string AllViewerExceptHostHeader = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

    [Fact]
    public async Task Requests_of_the_api_go_to_the_load_balancer_as_they_are()
    {
        var page = SiteTests.Distribution(await sage.GetAsync(settings: SiteTests.Domain));
        var api = Assert.Single(page["CacheBehaviors"]!.AsArray())!;

        Assert.Equal(("/api/*", "api"), ((string)api["PathPattern"]!, (string)api["TargetOriginId"]!));
        Assert.Equal((CachingDisabled, AllViewerExceptHostHeader), ((string)api["CachePolicyId"]!, (string)api["OriginRequestPolicyId"]!));
        Assert.Equal(7, api["AllowedMethods"]!.AsArray().Count);
        Assert.False((bool?)api["Compress"]);
        Assert.Null(api["FunctionAssociations"]);
    }

    [Fact]
    public async Task With_a_domain_CloudFront_reaches_the_load_balancer_over_tls_by_the_name_on_its_certificate()
    {
        var model = await sage.GetAsync(settings: SiteTests.Domain);
        var origin = Origin(model);

        Assert.Equal("api.sage.ai", (string?)origin["DomainName"]);
        Assert.Equal("api.sage.ai", (string?)model.One("AWS::CertificateManager::Certificate", stack: "sage-app")["DomainName"]);
        Assert.Equal("https-only", (string?)origin["CustomOriginConfig"]!["OriginProtocolPolicy"]);
        Assert.Equal("[\"TLSv1.2\"]", origin["CustomOriginConfig"]!["OriginSSLProtocols"]!.ToJsonString());
        Assert.DoesNotContain(model.Log, line => line.Contains("plain HTTP", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_domain_it_is_plain_http_to_the_load_balancer_itself_and_a_warning_says_so()
    {
        var model = await sage.GetAsync(settings: SiteTests.NoDomain);
        var origin = Origin(model);

        Assert.Equal("DNSName", (string?)origin["DomainName"]!["Fn::GetAtt"]![1]);
        Assert.Equal("http-only", (string?)origin["CustomOriginConfig"]!["OriginProtocolPolicy"]);
        Assert.Contains(model.Log, line => line.Contains("plain HTTP", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stream_may_be_silent_for_longer_than_its_heartbeat_and_no_connection_is_closed_under_a_request()
    {
        var model = await sage.GetAsync();
        var origin = Origin(model)["CustomOriginConfig"]!;
        var idle = model.One("AWS::ElasticLoadBalancingV2::LoadBalancer")["LoadBalancerAttributes"]!.AsArray()
            .Single(attribute => (string?)attribute!["Key"] == "idle_timeout.timeout_seconds")!;

        Assert.Equal(60, (int?)origin["OriginReadTimeout"]);
        Assert.InRange((int)origin["OriginKeepaliveTimeout"]!, 1, int.Parse((string)idle["Value"]!, System.Globalization.CultureInfo.InvariantCulture) - 1);
    }

    private static System.Text.Json.Nodes.JsonNode Origin(PublishedModel model)
        => Assert.Single(SiteTests.Distribution(model)["Origins"]!.AsArray(), origin => (string?)origin!["Id"] == "api")!;
}
