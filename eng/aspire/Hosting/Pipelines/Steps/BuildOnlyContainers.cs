using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>An image that only carries files is useless when no other resource takes them.</summary>
internal static class BuildOnlyContainers
{
    public const string StepName = "validate-build-only-container-references";

    public static Task Validate(DistributedApplicationModel model)
    {
        var taken = model.Resources
            .Where(resource => !resource.IsExcludedFromPublish())
            .SelectMany(resource => resource.Annotations.OfType<ContainerFilesDestinationAnnotation>()
                .Select(files => files.Source.Name)
                .Where(source => !string.Equals(source, resource.Name, StringComparisons.ResourceName)))
            .ToHashSet(StringComparers.ResourceName);
        var useless = model.GetBuildResources().Where(resource => resource.IsBuildOnlyContainer() && !taken.Contains(resource.Name)).Select(resource => $"'{resource.Name}'").ToArray();
        return useless.Length == 0
            ? Task.CompletedTask
            : throw new DistributedApplicationException(
                $"Build-only container resource(s) {string.Join(", ", useless)} are not consumed by another resource and won't participate in publish or deploy. "
                + "Reference them from another resource, for example using 'PublishWithContainerFiles' or 'PublishWithStaticFiles', or suppress this validation for the app by calling 'builder.Pipeline.DisableBuildOnlyContainerValidation()'.");
    }
}
