using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Sage.AppHost.Aws;
using Sage.AppHost.Aws.Customization;
using Sage.AppHost.Aws.Planning;
using Sage.Tests.Aws.Alerts;
using Sage.Tests.Aws.Compute;
using static Sage.Tests.Aws.Models.SampleModel;

namespace Sage.Tests.Aws.Models;

/// <summary>Pages that do what is easily got wrong on AWS.</summary>
public sealed class UnusualPageTests
{
    [Fact]
    public async Task A_page_knows_the_public_address_of_a_service_and_a_service_that_of_a_page()
    {
        using var model = await PublishedModel.OfAsync(
            builder =>
            {
                var api = AddApi(builder).WithHttpEndpoint().WithExternalHttpEndpoints();
                var page = builder.AddViteApp("web", PageFolder).WithEnvironment("VITE_API", api.GetEndpoint("http"));
                api.WithEnvironment("CORS_HOST", page.GetEndpoint("http").Property(EndpointProperty.Host));
            },
            "--Aws:Domain=example.com");

        Assert.Equal("https://api.example.com", (string?)Deployment(model)["steps"]!.AsArray()[^1]!["buildEnvironment"]!["VITE_API"]);
        Assert.Equal("app.example.com", ComputeTests.Variables(ComputeTests.Container(model.One("AWS::ECS::TaskDefinition", "Family", "shop-api"), "api"))["CORS_HOST"]);
    }

    [Fact]
    public async Task The_build_of_a_page_gets_what_the_model_says_but_no_secret_and_no_address_inside()
    {
        using var model = await PublishedModel.OfAsync(builder => builder.AddViteApp("web", PageFolder)
            .WithReference(AddApi(builder).WithHttpEndpoint().WithExternalHttpEndpoints())
            .WithEnvironment("VITE_TITLE", "Shop")
            .WithEnvironment("PUBLIC_RELEASE", builder.AddParameter("release", "7"))
            .WithEnvironment("SENTRY_AUTH_TOKEN", builder.AddParameter("sentry", "CANARY-sentry", secret: true)));

        var variables = Deployment(model)["steps"]!.AsArray()[^1]!["buildEnvironment"]!.AsObject();
        Assert.Equal(["PUBLIC_RELEASE=7", "VITE_TITLE=Shop"], variables.Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal));
        Assert.Contains(model.Log, line => line == "The build of 'web' does not get SENTRY_AUTH_TOKEN: no file of the output holds a secret. Set it where the page is built.");
        Assert.DoesNotContain(model.Resources("AWS::SecretsManager::Secret"), secret => (string?)secret.Resource["Properties"]!["Name"] == "shop/sentry");
    }

    [Fact]
    public async Task A_page_may_name_itself()
    {
        using var model = await PublishedModel.OfAsync(
            builder =>
            {
                var page = builder.AddViteApp("web", PageFolder);
                page.WithEnvironment("VITE_SELF", page.GetEndpoint("http"));
            },
            "--Aws:Domain=example.com");

        Assert.Equal("https://app.example.com", (string?)Deployment(model)["steps"]!.AsArray()[^1]!["buildEnvironment"]!["VITE_SELF"]);
    }

    [Fact]
    public async Task A_page_may_call_the_address_that_it_was_built_with()
    {
        using var model = await PublishedModel.OfAsync(
            builder => builder.AddViteApp("web", PageFolder).WithEnvironment("VITE_API", AddApi(builder).WithHttpEndpoint().WithExternalHttpEndpoints().GetEndpoint("http")),
            "--Aws:Domain=example.com");

        var policy = (string?)model.One("AWS::CloudFront::ResponseHeadersPolicy")["ResponseHeadersPolicyConfig"]!["SecurityHeadersConfig"]!["ContentSecurityPolicy"]!["ContentSecurityPolicy"];
        Assert.EndsWith("; connect-src 'self' https://api.example.com", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_country_that_a_page_is_for_stays()
    {
        using var model = await PublishedModel.OfAsync(builder => builder.AddViteApp("web", PageFolder).PublishAsCloudFrontSite(props => props.GeoRestriction = Amazon.CDK.AWS.CloudFront.GeoRestriction.Allowlist("DE")));

        Assert.Equal("whitelist", (string?)model.One("AWS::CloudFront::Distribution")["DistributionConfig"]!["Restrictions"]!["GeoRestriction"]!["RestrictionType"]);
    }

    [Fact]
    public async Task Files_of_a_page_that_the_model_puts_into_an_image_are_a_warning()
    {
        using var model = await PublishedModel.OfAsync(builder => AddApi(builder).WithHttpEndpoint().WithExternalHttpEndpoints().PublishWithContainerFiles(builder.AddViteApp("web", PageFolder), "wwwroot"));

        Assert.Contains("The image of 'api' does not hold the files of 'web' (wwwroot): a page is served from S3 and CloudFront.", model.Log);
    }

    [Theory]
    [InlineData("api", "'the load balancer' and 'api' would both be the domain name 'api.example.com'. Rename one of them.")]
    [InlineData("www", "'web' and 'www' would both be the domain name 'www.example.com'. Rename one of them.")]
    public async Task A_second_page_does_not_take_the_name_of_something_else(string name, string line)
    {
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishedModel.OfAsync(
            builder =>
            {
                builder.AddViteApp("web", PageFolder);
                builder.AddViteApp(name, PageFolder);
            },
            "--Aws:Domain=example.com"));

        Assert.Equal(line, failure.Message);
    }
}
