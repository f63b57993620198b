using Amazon.CDK;
using Amazon.CDK.AWS.CloudTrail;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Storage;

/// <summary>
/// Who read which secret and changed what, with signatures that show whether a record is missing: CloudTrail's management events, of which
/// <c>GetSecretValue</c> is one. Use of keys is left out: every read of a secret is one more of them.
/// </summary>
internal sealed class AuditTrail : Construct
{
    private const string Service = "cloudtrail.amazonaws.com";
    private const int DaysAtHand = 30;
    private const int Days = 365;

    public AuditTrail(Construct scope, AwsPlan plan, IBucket logs, Key key)
        : base(scope, "Trail")
    {
        var name = plan.Names.Of(NameKind.Other, "trail");
        var arn = Stack.Of(this).FormatArn(new ArnComponents { Service = "cloudtrail", Resource = "trail", ResourceName = name });
        var bucket = CreateBucket(plan, logs, key, arn);
        key.AddToResourcePolicy(Allow("TrailEncrypts", ["kms:GenerateDataKey*", "kms:DescribeKey"], ["*"], new Dictionary<string, object> { ["aws:SourceArn"] = arn }));
        var trail = new CfnTrail(this, "Trail", new CfnTrailProps
        {
            TrailName = name,
            S3BucketName = bucket.BucketName,
            KmsKeyId = key.KeyArn,
            IsLogging = true,
            // One region, as the system is; a trail of all regions belongs to the account, not to one application in it.
            IsMultiRegionTrail = false,
            IncludeGlobalServiceEvents = false,
            EnableLogFileValidation = true,
            EventSelectors = new[]
            {
                new CfnTrail.EventSelectorProperty { ReadWriteType = "All", IncludeManagementEvents = true, ExcludeManagementEventSources = ["kms.amazonaws.com"] },
            },
        });
        trail.Node.AddDependency(bucket);
    }

    private Bucket CreateBucket(AwsPlan plan, IBucket logs, Key key, string trail)
    {
        var bucket = PrivateBucket.Versioned(this, "Bucket", plan.Names.Bucket("trail"), logs, key);
        bucket.AddLifecycleRule(new LifecycleRule
        {
            Id = "records",
            Transitions = [new Transition { StorageClass = StorageClass.GLACIER, TransitionAfter = Duration.Days(DaysAtHand) }],
            Expiration = Duration.Days(Days),
        });
        var ofTrail = new Dictionary<string, object> { ["aws:SourceArn"] = trail };
        bucket.AddToResourcePolicy(Allow("TrailLooks", ["s3:GetBucketAcl"], [bucket.BucketArn], ofTrail));
        bucket.AddToResourcePolicy(Allow("TrailWrites", ["s3:PutObject"], [bucket.ArnForObjects($"AWSLogs/{Amazon.CDK.Aws.ACCOUNT_ID}/*")], new Dictionary<string, object>(ofTrail)
        {
            ["s3:x-amz-acl"] = "bucket-owner-full-control",
        }));
        return bucket;
    }

    private static PolicyStatement Allow(string sid, string[] actions, string[] resources, Dictionary<string, object> equal) => new(new PolicyStatementProps
    {
        Sid = sid,
        Principals = [new ServicePrincipal(Service)],
        Actions = actions,
        Resources = resources,
        Conditions = new Dictionary<string, object> { ["StringEquals"] = equal },
    });
}
