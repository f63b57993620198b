using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Constructs;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Storage;

/// <summary>A bucket that nobody outside reaches and that stays when its stack goes: objects are deleted by people.</summary>
internal static class PrivateBucket
{
    private const int DaysOfOldVersions = 30;
    private const int DaysOfUnfinishedUploads = 7;

    /// <summary>With versions, each of which stays for 30 days after it was replaced or deleted, and a log of who read what.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="id">Changing it leaves the bucket behind and fails on its name.</param>
    /// <param name="name">The bucket's name, which is global.</param>
    /// <param name="logs">Gets the access log, below the bucket's name.</param>
    /// <param name="policyElsewhere">A bucket has one policy, and another stack writes it, the denial of access without TLS included.</param>
    /// <param name="key">For what is not to be public one day; S3's own key otherwise.</param>
    public static Bucket Versioned(Construct scope, string id, string name, IBucket logs, IKey? key = null, bool policyElsewhere = false)
    {
        var props = Props(name);
        props.Versioned = true;
        props.EnforceSSL = !policyElsewhere;
        props.MinimumTLSVersion = policyElsewhere ? null : props.MinimumTLSVersion;
        props.ServerAccessLogsBucket = logs;
        props.ServerAccessLogsPrefix = $"s3/{name}/";
        props.LifecycleRules = [Unfinished, new LifecycleRule { Id = "old-versions", NoncurrentVersionExpiration = Duration.Days(DaysOfOldVersions) }];
        if (key is not null)
        {
            props.Encryption = BucketEncryption.KMS;
            props.EncryptionKey = key;
            // One data key for many objects: KMS is paid by the call.
            props.BucketKeyEnabled = true;
        }

        var bucket = new Bucket(scope, id, props);
        return !policyElsewhere ? bucket : Nag.Accept(bucket, "AwsSolutions-S10", "The policy that denies access without TLS is written with the distribution that may read, in the application stack.");
    }

    public static BucketProps Props(string name) => new()
    {
        BucketName = name,
        BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
        EnforceSSL = true,
        MinimumTLSVersion = 1.2,
        Encryption = BucketEncryption.S3_MANAGED,
        ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
        RemovalPolicy = Kept.Policy,
    };

    public static LifecycleRule Unfinished => new() { Id = "unfinished-uploads", AbortIncompleteMultipartUploadAfter = Duration.Days(DaysOfUnfinishedUploads) };
}
