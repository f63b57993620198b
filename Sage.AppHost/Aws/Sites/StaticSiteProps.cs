using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.S3;

namespace Sage.AppHost.Aws.Sites;

/// <summary>What a page needs from elsewhere.</summary>
internal sealed record StaticSiteProps
{
    /// <summary>The bucket of the files. It has no policy yet: a bucket has one, and the page writes it.</summary>
    public required IBucket Bucket { get; init; }

    /// <summary>Takes the access logs; its ACLs are enabled, as CloudFront's standard logs are delivered by ACL.</summary>
    public required IBucket Logs { get; init; }

    /// <summary>The firewall, of us-east-1.</summary>
    public required string WebAclArn { get; init; }

    /// <summary>For the page's own names; null without a domain.</summary>
    public ICertificate? Certificate { get; init; }

    /// <summary>Where the services are that the page calls; null when it calls none.</summary>
    public ApiOrigin? Api { get; init; }
}

/// <summary>The load balancer as CloudFront reaches it.</summary>
/// <param name="DomainName">A name on the load balancer's certificate, or its own DNS name.</param>
/// <param name="IsTls">
/// Not without a domain: CloudFront would refuse a certificate that names neither the origin's domain nor the Host header
/// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html), and nobody gets one for an ALB's own name.
/// </param>
internal sealed record ApiOrigin(string DomainName, bool IsTls);
