using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Storage;

/// <summary>Access logs of buckets, load balancer and CloudFront: a month at hand, a year in all.</summary>
internal static class LogsBucket
{
    /// <summary>Below it the load balancer writes.</summary>
    public const string LoadBalancerPrefix = "alb";
    private const int DaysAtHand = 30;
    private const int Days = 365;

    public static Bucket Create(Construct scope, AwsPlan plan)
    {
        // S3's own key: log delivery of load balancers and buckets cannot use one of KMS
        // (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
        var props = PrivateBucket.Props(plan.Names.Bucket("logs"));
        // CloudFront's standard logs are delivered by ACL, the only thing here that is
        // (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html).
        props.ObjectOwnership = ObjectOwnership.BUCKET_OWNER_PREFERRED;
        props.LifecycleRules =
        [
            PrivateBucket.Unfinished,
            new LifecycleRule
            {
                Id = "logs",
                Transitions = [new Transition { StorageClass = StorageClass.GLACIER, TransitionAfter = Duration.Days(DaysAtHand) }],
                Expiration = Duration.Days(Days),
            },
        ];
        var bucket = new Bucket(scope, "Logs", props);
        bucket.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "LoadBalancersOfThisAccount",
            Principals = [new ServicePrincipal("logdelivery.elasticloadbalancing.amazonaws.com")],
            Actions = ["s3:PutObject"],
            Resources = [bucket.ArnForObjects($"{LoadBalancerPrefix}/AWSLogs/{Amazon.CDK.Aws.ACCOUNT_ID}/*")],
            Conditions = new Dictionary<string, object>
            {
                ["ArnLike"] = new Dictionary<string, object>
                {
                    ["aws:SourceArn"] = $"arn:{Amazon.CDK.Aws.PARTITION}:elasticloadbalancing:{Amazon.CDK.Aws.REGION}:{Amazon.CDK.Aws.ACCOUNT_ID}:loadbalancer/*",
                },
            },
        }));
        return bucket;
    }
}
