using Amazon.CDK.AWS.CloudFront;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Sage.AppHost.Aws.Customization;

namespace Sage.Tests.Aws.Edge;

/// <summary>Pages of other models than Sage's.</summary>
public sealed class OtherPageTests
{
    private static readonly string Api = Path.Combine(Projects.Sage_AppHost.ProjectPath, "../Sage.Api/Sage.Api.csproj");
    private static readonly string Simulator = Path.Combine(Projects.Sage_AppHost.ProjectPath, "../Sage.Simulator/Sage.Simulator.csproj");
    private static readonly string Folder = Path.Combine(Projects.Sage_AppHost.ProjectPath, "../Sage.Web");

    [Fact]
    public async Task Each_page_has_its_own_names_certificate_and_services()
    {
        using var model = await PublishedModel.OfAsync(builder =>
        {
            var orders = builder.AddProject("orders", Api).WithHttpEndpoint().WithExternalHttpEndpoints();
            var stock = builder.AddProject("stock", Simulator).WithHttpEndpoint().WithExternalHttpEndpoints();
            builder.AddViteApp("shop", Folder).WithReference(orders).WithReference(stock);
            builder.AddViteApp("office", Folder).WithReference(stock);
        }, "--Aws:Domain=example.com", "--Aws:HostedZoneId=Z1");

        var pages = model.Resources("AWS::CloudFront::Distribution").Select(page => page.Resource["Properties"]!["DistributionConfig"]!).ToDictionary(page => (string)page["Aliases"]![0]!);
        Assert.Equal(["app.example.com", "office.example.com"], pages.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["/api/*", "/stock/*"], pages["app.example.com"]["CacheBehaviors"]!.AsArray().Select(behavior => (string?)behavior!["PathPattern"]).Order(StringComparer.Ordinal));
        Assert.Equal(["/stock/*"], pages["office.example.com"]["CacheBehaviors"]!.AsArray().Select(behavior => (string?)behavior!["PathPattern"]));
        Assert.Equal(["app.example.com", "office.example.com"], model.Resources("AWS::CertificateManager::Certificate", "shop-edge").Select(certificate => (string?)certificate.Resource["Properties"]!["DomainName"]).Order(StringComparer.Ordinal));
        Assert.Equal("EdgeOfficeCertificateArn", (string?)pages["office.example.com"]["ViewerCertificate"]!["AcmCertificateArn"]!["Ref"]);
        Assert.Equal(2, model.Resources("AWS::S3::BucketPolicy", "shop-app").Count());
    }

    [Fact]
    public async Task A_page_can_change_its_distribution_before_and_after_it_is_made()
    {
        using var model = await PublishedModel.OfAsync(builder => builder.AddViteApp("shop", Folder).PublishAsCloudFrontSite(
            props => props.PriceClass = PriceClass.PRICE_CLASS_100,
            distribution => ((CfnDistribution)distribution.Node.DefaultChild!).AddPropertyOverride("DistributionConfig.Comment", "changed")));

        Assert.Equal(("PriceClass_100", "changed"), ((string)SiteTests.Distribution(model)["PriceClass"]!, (string)SiteTests.Distribution(model)["Comment"]!));
    }

    [Fact]
    public async Task A_page_without_services_has_its_files_only()
    {
        using var model = await PublishedModel.OfAsync(builder => builder.AddViteApp("shop", Folder));

        Assert.Null(SiteTests.Distribution(model)["CacheBehaviors"]);
        Assert.Equal("files", (string?)Assert.Single(SiteTests.Distribution(model)["Origins"]!.AsArray())!["Id"]);
        Assert.Empty(model.Resources("AWS::WAFv2::WebACLAssociation"));
    }

    [Fact]
    public async Task A_service_that_browsers_cannot_reach_is_said()
    {
        using var model = await PublishedModel.OfAsync(builder => builder.AddViteApp("shop", Folder).WithReference(builder.AddProject("inner", Api).WithHttpEndpoint()));

        Assert.Contains(model.Log, line => line.Contains("'inner'", StringComparison.Ordinal) && line.Contains("no external HTTP endpoint", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_page_there_is_nothing_in_us_east_1()
    {
        using var model = await PublishedModel.OfAsync(builder => builder.AddProject("orders", Api).WithHttpEndpoint().WithExternalHttpEndpoints());

        Assert.DoesNotContain("shop-edge", model.Templates);
        Assert.DoesNotContain("shop-edge", await File.ReadAllTextAsync(Path.Combine(model.OutputDirectory, "deployment.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Single(model.Resources("AWS::WAFv2::WebACLAssociation"));
    }
}
