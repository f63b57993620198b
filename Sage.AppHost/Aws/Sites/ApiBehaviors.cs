using Amazon.CDK;
using Amazon.CDK.AWS.CloudFront;
using Amazon.CDK.AWS.CloudFront.Origins;

namespace Sage.AppHost.Aws.Sites;

/// <summary>Sends the paths of the services to the load balancer: the page has its API on its own origin, without CORS.</summary>
internal static class ApiBehaviors
{
    // The longest that CloudFront waits for the first and for each next byte without a raised quota
    // (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html). Streams send a heartbeat every 15 s.
    private static readonly Duration ReadTimeout = Duration.Seconds(60);

    // Below the load balancer's idle timeout, which would otherwise close a connection that CloudFront is just using again.
    private static readonly Duration KeepAlive = Duration.Seconds(50);

    public static Dictionary<string, IBehaviorOptions> Create(ApiOrigin api, IEnumerable<string> paths, IResponseHeadersPolicy headers)
    {
        var origin = new HttpOrigin(api.DomainName, new HttpOriginProps
        {
            OriginId = "api",
            ProtocolPolicy = api.IsTls ? OriginProtocolPolicy.HTTPS_ONLY : OriginProtocolPolicy.HTTP_ONLY,
            OriginSslProtocols = [OriginSslPolicy.TLS_V1_2],
            ReadTimeout = ReadTimeout,
            KeepaliveTimeout = KeepAlive,
        });
        // All go to the same origin, so which of two overlapping paths comes first does not matter: the load balancer decides.
        return paths.Distinct(StringComparer.Ordinal).ToDictionary(path => path, IBehaviorOptions (_) => new BehaviorOptions
        {
            Origin = origin,
            AllowedMethods = AllowedMethods.ALLOW_ALL,
            ViewerProtocolPolicy = ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            CachePolicy = CachePolicy.CACHING_DISABLED,
            // Cookies, queries and headers, but not Host: with it CloudFront would ask for the page's name in TLS, for which the load balancer has no certificate.
            OriginRequestPolicy = OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
            ResponseHeadersPolicy = headers,
            // Compressing would hold back the events of a stream.
            Compress = false,
        }, StringComparer.Ordinal);
    }
}
