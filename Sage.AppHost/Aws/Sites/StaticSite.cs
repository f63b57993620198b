using Amazon.CDK;
using Amazon.CDK.AWS.CloudFront;
using Constructs;
using Sage.AppHost.Aws.Customization;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Sites;

/// <summary>
/// A page: its files through CloudFront, its services on the same origin. Another id is another distribution with another cloudfront.net
/// name, which CloudFormation cannot even make while the old one has the page's names.
/// </summary>
internal sealed class StaticSite : Construct
{
    /// <summary>The output that is the distribution's id, after the page's own id.</summary>
    public const string DistributionIdOutput = "DistributionId";

    private readonly AwsPlan _plan;
    private readonly PlannedSite _site;

    public StaticSite(Construct scope, AwsPlan plan, PlannedSite site, StaticSiteProps props)
        : base(scope, AwsNames.Id(site.Resource.Name))
    {
        (_plan, _site) = (plan, site);
        var files = new PageFiles(this, plan, site, props.Bucket);
        Distribution = CreateDistribution(props, files.Origin);
        files.LetRead(Distribution);
        CreateOutputs(props);
    }

    public Distribution Distribution { get; }

    private Distribution CreateDistribution(StaticSiteProps props, IOrigin files)
    {
        var headers = PageHeaders.Create(this, _plan, _site);
        var distributionProps = ConstructCustomization<DistributionProps, Distribution>.Before(_site.Resource, new DistributionProps
        {
            Comment = $"{_plan.Names.Prefix} {_site.Resource.Name}",
            DefaultRootObject = "index.html",
            DefaultBehavior = PageBehavior(files, headers),
            AdditionalBehaviors = props.Api is { } api ? ApiBehaviors.Create(api, PathsOfServices(), headers) : null,
            DomainNames = props.Certificate is null ? null : [.. _site.Aliases],
            Certificate = props.Certificate,
            MinimumProtocolVersion = SecurityPolicyProtocol.TLS_V1_2_2021,
            SslSupportMethod = SSLMethod.SNI,
            EnableIpv6 = true,
            HttpVersion = HttpVersion.HTTP2_AND_3,
            // North America, Europe and Asia, where the specification sees its users; the rest is served from there.
            PriceClass = PriceClass.PRICE_CLASS_200,
            WebAclId = props.WebAclArn,
            EnableLogging = true,
            LogBucket = props.Logs,
            LogFilePrefix = $"cloudfront/{_site.Resource.Name}/",
        });
        var distribution = new Distribution(this, "Distribution", distributionProps);
        Amazon.CDK.Tags.Of(distribution).Add("Name", _plan.Names.Of(NameKind.Other, $"{_site.Resource.Name}-cdn"));
        if (distributionProps.GeoRestriction is null)
        {
            // None, said aloud: the CDK has no word for it.
            ((CfnDistribution)distribution.Node.DefaultChild!).AddPropertyOverride("DistributionConfig.Restrictions.GeoRestriction.RestrictionType", "none");
        }

        Explain(distribution, props);
        return ConstructCustomization<DistributionProps, Distribution>.After(_site.Resource, distribution);
    }

    private BehaviorOptions PageBehavior(IOrigin files, IResponseHeadersPolicy headers) => new()
    {
        Origin = files,
        AllowedMethods = AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
        ViewerProtocolPolicy = ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        Compress = true,
        CachePolicy = new CachePolicy(this, "Cache", new CachePolicyProps
        {
            CachePolicyName = _plan.Names.Of(NameKind.Other, $"{_site.Resource.Name}-cache"),
            Comment = $"Files of {_site.Resource.Name}",
            MinTtl = Duration.Seconds(0),
            DefaultTtl = Duration.Seconds(3600),
            MaxTtl = Duration.Seconds(86400),
            EnableAcceptEncodingBrotli = true,
            EnableAcceptEncodingGzip = true,
        }),
        ResponseHeadersPolicy = headers,
        FunctionAssociations = [new PagePaths(this, _plan, _site).Association],
    };

    private IEnumerable<string> PathsOfServices() => _plan.External.Where(task => _site.Apis.Contains(task.Resource)).SelectMany(task => task.Paths);

    private static void Explain(Distribution distribution, StaticSiteProps props)
    {
        Nag.Accept(distribution, "AwsSolutions-CFR1", "The page is for every country; who may use the product is not decided by address.");
        if (props.Certificate is null)
        {
            Nag.Accept(distribution, "AwsSolutions-CFR4", "Without a domain the certificate is CloudFront's own, whose TLS version cannot be chosen.");
        }

        if (props.Api is { IsTls: false })
        {
            Nag.Accept(distribution, "AwsSolutions-CFR5", "Without a domain the load balancer has no certificate; it admits CloudFront's addresses only.");
        }
    }

    private void CreateOutputs(StaticSiteProps props)
    {
        Output("CloudFrontDomain", Distribution.DistributionDomainName, "Where CloudFront serves the page; its names point there.");
        Output(DistributionIdOutput, Distribution.DistributionId, "What is invalidated when the files change.");
        Output("Bucket", props.Bucket.BucketName, "Where the files go.");
    }

    // At the top of the stack, so that the id is the name.
    private void Output(string what, string value, string description) => AwsStack.Output(Stack.Of(this), $"{AwsNames.Id(_site.Resource.Name)}{what}", value, description);
}
