using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>The rules for names of resources.</summary>
internal static class ResourceNames
{
    /// <summary>Checks the whole model: resources can be added to its collection without the builder.</summary>
    public static void Validate(IResourceCollection resources)
    {
        if (resources.GroupBy(resource => resource.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } duplicate)
        {
            throw new DistributedApplicationException($"Multiple resources with the name '{duplicate.Key}'. Resource names are case-insensitive.");
        }

        foreach (var resource in resources)
        {
            Validate(resource);
        }
    }

    public static void Validate(IResource resource) => ModelName.ValidateName(nameof(Resource), resource.Name);
}
