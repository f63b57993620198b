using Amazon.CDK;
using Amazon.CDK.AWS.CloudFront;
using Amazon.CDK.AWS.CloudFront.Origins;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Sites;

/// <summary>
/// The files of a page, which only its distribution may read. The bucket keeps them in the stack of the data; its policy is here, as it names
/// the distribution: there, the two stacks would refer to each other.
/// </summary>
internal sealed class PageFiles : Construct
{
    private const string ImportedBucketWarning = "@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac";

    private readonly IBucket _bucket;

    public PageFiles(Construct scope, AwsPlan plan, PlannedSite site, IBucket bucket)
        : base(scope, "Files")
    {
        if (bucket.Policy is not null)
        {
            throw new InvalidOperationException($"The bucket {site.Bucket} has a policy already; S3 knows one for each bucket, and the page's is written here.");
        }

        Nag.Accept(bucket, "AwsSolutions-S10", "Its policy, which refuses requests without TLS, is in the application's stack, as it names the distribution.");
        // By its attributes, so that the CDK does not write a policy into the other stack.
        _bucket = Bucket.FromBucketAttributes(this, "Bucket", new BucketAttributes
        {
            BucketArn = bucket.BucketArn,
            BucketName = bucket.BucketName,
            BucketRegionalDomainName = bucket.BucketRegionalDomainName,
        });
        Origin = S3BucketOrigin.WithOriginAccessControl(_bucket, new S3BucketOriginWithOACProps
        {
            OriginId = "files",
            OriginAccessControl = new S3OriginAccessControl(this, "AccessControl", new S3OriginAccessControlProps
            {
                OriginAccessControlName = plan.Names.Of(NameKind.Other, $"{site.Resource.Name}-files"),
                Description = $"Signs what CloudFront reads from {site.Bucket}",
                Signing = Signing.SIGV4_ALWAYS,
            }),
        });
        // It asks for the policy that is below.
        Annotations.Of(scope).AcknowledgeWarning(ImportedBucketWarning, "The policy of the bucket is made by PageFiles.");
    }

    public IOrigin Origin { get; }

    /// <summary>Lets one distribution read, and nobody without TLS. Without s3:ListBucket a missing file is 403; nobody learns what there is.</summary>
    public void LetRead(IDistribution distribution)
    {
        var policy = new BucketPolicy(this, "Policy", new BucketPolicyProps { Bucket = _bucket });
        policy.Document.AddStatements(
            new PolicyStatement(new PolicyStatementProps
            {
                Sid = "CloudFrontReads",
                Principals = [new ServicePrincipal("cloudfront.amazonaws.com")],
                Actions = ["s3:GetObject"],
                Resources = [_bucket.ArnForObjects("*")],
                Conditions = new Dictionary<string, object>
                {
                    ["StringEquals"] = new Dictionary<string, object> { ["AWS:SourceArn"] = $"arn:{Amazon.CDK.Aws.PARTITION}:cloudfront::{Amazon.CDK.Aws.ACCOUNT_ID}:distribution/{distribution.DistributionId}" },
                },
            }),
            Deny("OnlyTls", "Bool", "aws:SecureTransport", "false"),
            Deny("OnlyTls12", "NumericLessThan", "s3:TlsVersion", 1.2));
    }

    private PolicyStatement Deny(string sid, string comparison, string key, object value) => new(new PolicyStatementProps
    {
        Sid = sid,
        Effect = Effect.DENY,
        Principals = [new AnyPrincipal()],
        Actions = ["s3:*"],
        Resources = [_bucket.BucketArn, _bucket.ArnForObjects("*")],
        Conditions = new Dictionary<string, object> { [comparison] = new Dictionary<string, object> { [key] = value } },
    });
}
