using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Storage;

/// <summary>Where the image of a project is pushed to: by the commit it was built of, and <c>latest</c>.</summary>
internal static class ImageRepository
{
    private const int TaggedImages = 20;
    private const int DaysOfUntagged = 7;

    public static Repository Create(Construct scope, PlannedImage image)
    {
        var repository = new Repository(scope, $"{AwsNames.Id(image.Owner)}Images", new RepositoryProps
        {
            RepositoryName = image.Repository,
            ImageScanOnPush = true,
            RemovalPolicy = Kept.Policy,
            LifecycleRules =
            [
                new LifecycleRule { RulePriority = 1, Description = "Untagged images go after a week", TagStatus = TagStatus.UNTAGGED, MaxImageAge = Duration.Days(DaysOfUntagged) },
                new LifecycleRule { RulePriority = 2, Description = "The last 20 releases stay", TagStatus = TagStatus.TAGGED, TagPatternList = ["*"], MaxImageCount = TaggedImages },
            ],
        });
        // A tag that names a commit must never be another image; "latest" must be. The constructs of this CDK know only all or none.
        var resource = (CfnRepository)repository.Node.DefaultChild!;
        resource.AddPropertyOverride("ImageTagMutability", "IMMUTABLE_WITH_EXCLUSION");
        resource.AddPropertyOverride("ImageTagMutabilityExclusionFilters", new[]
        {
            new Dictionary<string, object> { ["ImageTagMutabilityExclusionFilterType"] = "WILDCARD", ["ImageTagMutabilityExclusionFilterValue"] = "latest" },
        });
        return repository;
    }
}
