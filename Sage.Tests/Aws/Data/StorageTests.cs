using System.Text.Json.Nodes;

namespace Sage.Tests.Aws.Data;

/// <summary>Buckets, images, the record of who did what.</summary>
public sealed class StorageTests(SageTemplates sage)
{
    private const string Bucket = "AWS::S3::Bucket";

    [Theory]
    [InlineData("Production", "sage-frontend-prod", "sage-logs", "sage-backups", "sage-trail")]
    [InlineData("Staging", "sage-frontend-staging", "sage-staging-logs", "sage-staging-backups", "sage-staging-trail")]
    public async Task Every_bucket_is_private_encrypted_kept_and_named(string environment, params string[] names)
    {
        var published = await sage.GetAsync(environment);
        var buckets = published.Resources(Bucket).ToArray();

        Assert.Equal(names.Order(StringComparer.Ordinal), buckets.Select(bucket => Text(bucket.Resource["Properties"]!["BucketName"])).Order(StringComparer.Ordinal));
        Assert.All(buckets, bucket =>
        {
            var properties = bucket.Resource["Properties"]!;
            Assert.Equal(("RetainExceptOnCreate", "Retain"), (Text(bucket.Resource["DeletionPolicy"]), Text(bucket.Resource["UpdateReplacePolicy"])));
            Assert.All(["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"], block => Assert.True((bool)properties["PublicAccessBlockConfiguration"]![block]!));
            Assert.NotNull(properties["BucketEncryption"]);
            var denied = published.Resources("AWS::S3::BucketPolicy").Where(policy => policy.Resource["Properties"]!["Bucket"]!.ToJsonString().Contains(bucket.Id, StringComparison.Ordinal))
                .SelectMany(policy => policy.Resource["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray()).Where(statement => Text(statement!["Effect"]) == "Deny");
            Assert.Contains(denied, statement => Text(statement!["Condition"]?["Bool"]?["aws:SecureTransport"]) == "false");
        });
    }

    [Theory]
    [InlineData("sage-frontend-prod")]
    [InlineData("sage-backups")]
    [InlineData("sage-trail")]
    public async Task Old_versions_stay_for_a_month_and_every_access_is_logged(string name)
    {
        var bucket = (await sage.GetAsync()).One(Bucket, "BucketName", name);

        Assert.Equal("Enabled", Text(bucket["VersioningConfiguration"]!["Status"]));
        Assert.Contains(bucket["LifecycleConfiguration"]!["Rules"]!.AsArray(), rule => Text(rule!["NoncurrentVersionExpiration"]?["NoncurrentDays"]) == "30");
        Assert.Equal($"s3/{name}/", Text(bucket["LoggingConfiguration"]!["LogFilePrefix"]));
        Assert.False(bucket.ContainsKey("AccessControl"));
    }

    [Fact]
    public async Task Logs_go_to_Glacier_after_a_month_and_end_after_a_year()
    {
        var logs = (await sage.GetAsync()).One(Bucket, "BucketName", "sage-logs");
        var rule = Assert.Single(logs["LifecycleConfiguration"]!["Rules"]!.AsArray(), rule => rule!["Transitions"] is not null)!;

        Assert.Equal(("GLACIER", "30", "365"), (Text(rule["Transitions"]![0]!["StorageClass"]), Text(rule["Transitions"]![0]!["TransitionInDays"]), Text(rule["ExpirationInDays"])));
        // Load balancers cannot write with a key of KMS, CloudFront cannot write without ACLs.
        Assert.Equal("AES256", Text(logs["BucketEncryption"]!["ServerSideEncryptionConfiguration"]![0]!["ServerSideEncryptionByDefault"]!["SSEAlgorithm"]));
        Assert.Equal("BucketOwnerPreferred", Text(logs["OwnershipControls"]!["Rules"]![0]!["ObjectOwnership"]));
    }

    [Fact]
    public async Task Images_are_scanned_and_a_tag_of_a_commit_is_never_another_image()
    {
        var repository = (await sage.GetAsync()).One("AWS::ECR::Repository", "RepositoryName", "sage-backend");
        var rules = JsonNode.Parse(Text(repository["LifecyclePolicy"]!["LifecyclePolicyText"]))!["rules"]!.AsArray();

        Assert.Equal("true", Text(repository["ImageScanningConfiguration"]!["ScanOnPush"]));
        Assert.Equal("IMMUTABLE_WITH_EXCLUSION", Text(repository["ImageTagMutability"]));
        Assert.Equal("latest", Text(Assert.Single(repository["ImageTagMutabilityExclusionFilters"]!.AsArray())!["ImageTagMutabilityExclusionFilterValue"]));
        Assert.Equal(
            [("untagged", "7"), ("tagged", "20")], rules.Select(rule => (Text(rule!["selection"]!["tagStatus"]), Text(rule["selection"]!["countNumber"]))));
    }

    [Fact]
    public async Task Who_reads_a_secret_is_recorded_and_nobody_can_change_the_record_unseen()
    {
        var published = await sage.GetAsync();
        var trail = published.One("AWS::CloudTrail::Trail");
        var selector = Assert.Single(trail["EventSelectors"]!.AsArray())!;

        Assert.Equal(("sage-trail", "true", "true", "false"), (Text(trail["TrailName"]), Text(trail["IsLogging"]), Text(trail["EnableLogFileValidation"]), Text(trail["IsMultiRegionTrail"])));
        Assert.Equal(("All", "true"), (Text(selector["ReadWriteType"]), Text(selector["IncludeManagementEvents"])));
        Assert.NotNull(trail["KMSKeyId"]!["Fn::GetAtt"]);
        var writing = published.Resources("AWS::S3::BucketPolicy").SelectMany(policy => policy.Resource["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray())
            .Where(statement => Text(statement!["Principal"]?["Service"]) == "cloudtrail.amazonaws.com").ToArray();
        Assert.Equal(["s3:GetBucketAcl", "s3:PutObject"], writing.Select(statement => Text(statement!["Action"])));
        Assert.All(writing, statement => Assert.Contains("trail/sage-trail", statement!["Condition"]!["StringEquals"]!["aws:SourceArn"]!.ToJsonString(), StringComparison.Ordinal));
    }

    private static string Text(JsonNode? node) => node?.ToString() ?? "";
}
