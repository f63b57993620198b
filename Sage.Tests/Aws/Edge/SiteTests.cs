using System.Text.Json.Nodes;
using Sage.AppHost.Aws.Sites;

namespace Sage.Tests.Aws.Edge;

/// <summary>The page on CloudFront as the contract has it, with a domain and without.</summary>
public sealed class SiteTests(SageTemplates sage)
{
    internal const string Domain = "--Aws:Domain=sage.ai";
    internal const string NoDomain = "--Aws:Domain=";

    [Fact]
    public async Task The_page_has_its_names_and_modern_tls_only()
    {
        var page = Distribution(await sage.GetAsync(settings: Domain));

        Assert.Equal("[\"app.sage.ai\",\"www.sage.ai\"]", page["Aliases"]!.ToJsonString());
        Assert.Equal(("TLSv1.2_2021", "sni-only"), ((string)page["ViewerCertificate"]!["MinimumProtocolVersion"]!, (string)page["ViewerCertificate"]!["SslSupportMethod"]!));
        Assert.Equal("EdgeFrontendCertificateArn", (string?)page["ViewerCertificate"]!["AcmCertificateArn"]!["Ref"]);
    }

    [Fact]
    public async Task Without_a_domain_the_page_has_CloudFronts_own_name()
    {
        var page = Distribution(await sage.GetAsync(settings: NoDomain));

        Assert.Null(page["Aliases"]);
        Assert.Null(page["ViewerCertificate"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Domain)]
    public async Task The_page_is_served_as_the_contract_says(string? domain)
    {
        var page = Distribution(await Variant(domain));
        var behavior = page["DefaultCacheBehavior"]!;

        Assert.True((bool?)page["IPV6Enabled"]);
        Assert.True((bool?)page["Enabled"]);
        Assert.Equal(("index.html", "http2and3", "none"), ((string)page["DefaultRootObject"]!, (string)page["HttpVersion"]!, (string)page["Restrictions"]!["GeoRestriction"]!["RestrictionType"]!));
        Assert.Equal("[\"GET\",\"HEAD\",\"OPTIONS\"]", behavior["AllowedMethods"]!.ToJsonString());
        Assert.Equal(("redirect-to-https", "files"), ((string)behavior["ViewerProtocolPolicy"]!, (string)behavior["TargetOriginId"]!));
        Assert.True((bool?)behavior["Compress"]);
        Assert.Equal("EdgeWebAclArn", (string?)page["WebACLId"]!["Ref"]);
        Assert.Equal("cloudfront/frontend/", (string?)page["Logging"]!["Prefix"]);
        // CloudFront's error pages hold for the API, too.
        Assert.Null(page["CustomErrorResponses"]);
    }

    [Fact]
    public async Task Files_are_kept_for_an_hour_and_a_day_at_most_compressed_both_ways()
    {
        var model = await sage.GetAsync();
        var cache = model.One("AWS::CloudFront::CachePolicy")["CachePolicyConfig"]!;
        var key = cache["ParametersInCacheKeyAndForwardedToOrigin"]!;

        Assert.Equal((0, 3600, 86400), ((int)cache["MinTTL"]!, (int)cache["DefaultTTL"]!, (int)cache["MaxTTL"]!));
        Assert.True((bool?)key["EnableAcceptEncodingBrotli"]);
        Assert.True((bool?)key["EnableAcceptEncodingGzip"]);
        Assert.Equal(model.Resources("AWS::CloudFront::CachePolicy").Single().Id, (string?)Distribution(model)["DefaultCacheBehavior"]!["CachePolicyId"]!["Ref"]);
    }

    [Fact]
    public async Task Only_the_pages_own_distribution_reads_its_files_and_nobody_without_tls()
    {
        var model = await sage.GetAsync();
        var (_, distribution, _) = Assert.Single(model.Resources("AWS::CloudFront::Distribution"));
        var policy = Assert.Single(model.Resources("AWS::S3::BucketPolicy", "sage-app")).Resource["Properties"]!;
        var statements = policy["PolicyDocument"]!["Statement"]!.AsArray();

        var allowed = Assert.Single(statements, statement => (string?)statement!["Effect"] == "Allow")!;
        Assert.Equal(("s3:GetObject", "cloudfront.amazonaws.com"), ((string)allowed["Action"]!, (string)allowed["Principal"]!["Service"]!));
        Assert.Equal(distribution, (string?)allowed["Condition"]!["StringEquals"]!["AWS:SourceArn"]!["Fn::Join"]![1]!.AsArray()[^1]!["Ref"]);
        Assert.Contains(statements, statement => (string?)statement!["Effect"] == "Deny" && (string?)statement["Condition"]!["Bool"]?["aws:SecureTransport"] == "false");
        var origin = Assert.Single(Distribution(model)["Origins"]!.AsArray(), origin => (string?)origin!["Id"] == "files")!;
        Assert.Equal(model.Resources("AWS::CloudFront::OriginAccessControl").Single().Id, (string?)origin["OriginAccessControlId"]!["Fn::GetAtt"]![0]);
        Assert.Equal("", (string?)origin["S3OriginConfig"]!["OriginAccessIdentity"]);
    }

    [Fact]
    public async Task Browsers_are_told_what_to_refuse()
    {
        var headers = (await sage.GetAsync()).One("AWS::CloudFront::ResponseHeadersPolicy")["ResponseHeadersPolicyConfig"]!["SecurityHeadersConfig"]!;

        Assert.Equal(PageHeaders.ContentSecurityPolicy, (string?)headers["ContentSecurityPolicy"]!["ContentSecurityPolicy"]);
        Assert.Equal("DENY", (string?)headers["FrameOptions"]!["FrameOption"]);
        Assert.Equal("strict-origin-when-cross-origin", (string?)headers["ReferrerPolicy"]!["ReferrerPolicy"]);
        Assert.Equal(31_536_000, (int?)headers["StrictTransportSecurity"]!["AccessControlMaxAgeSec"]);
        Assert.NotNull(headers["ContentTypeOptions"]);
    }

    [Fact]
    public async Task Who_deploys_learns_where_the_files_go_and_what_to_invalidate()
    {
        var outputs = (await sage.GetAsync()).Templates["sage-app"]["Outputs"]!.AsObject();

        Assert.Contains("FrontendCloudFrontDomain", outputs);
        Assert.Contains("FrontendDistributionId", outputs);
        Assert.Contains("FrontendBucket", outputs);
    }

    [Fact]
    public async Task Staging_has_the_same_page_under_its_own_names()
    {
        var model = await sage.GetAsync("Staging", settings: Domain);

        Assert.Equal("[\"app.staging.sage.ai\",\"www.staging.sage.ai\"]", Distribution(model)["Aliases"]!.ToJsonString());
        Assert.Equal("sage-staging-frontend-paths", (string?)model.One("AWS::CloudFront::Function")["Name"]);
        Assert.Equal("sage-staging-frontend-cache", (string?)model.One("AWS::CloudFront::CachePolicy")["CachePolicyConfig"]!["Name"]);
        Assert.Equal("sage-staging-cloudfront", (string?)model.One("AWS::WAFv2::WebACL", stack: "sage-staging-edge")["Name"]);
    }

    internal static JsonObject Distribution(PublishedModel model) => model.One("AWS::CloudFront::Distribution")["DistributionConfig"]!.AsObject();

    private Task<PublishedModel> Variant(string? domain) => domain is null ? sage.GetAsync(settings: NoDomain) : sage.GetAsync(settings: domain);
}
