using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>Which environment a resource goes to: the one it names, or the only one there is.</summary>
internal static class ComputeEnvironments
{
    public static void AssignOnlyOne(DistributedApplicationModel model)
    {
        if (model.Resources.OfType<IComputeEnvironmentResource>().ToArray() is not [var only])
        {
            return;
        }

        foreach (var resource in model.Resources.OfType<IComputeResource>().Where(resource => resource.GetComputeEnvironment() is null))
        {
            resource.Annotations.Add(new ComputeEnvironmentAnnotation(only));
        }
    }

    public static Task Validate(DistributedApplicationModel model)
    {
        var environments = model.Resources.OfType<IComputeEnvironmentResource>().ToArray();
        var unassigned = model.Resources.OfType<IComputeResource>().Where(resource => resource.GetComputeEnvironment() is null).ToArray();
        if (environments.Length > 1 && unassigned.Length > 0)
        {
            throw new InvalidOperationException(
                $"Compute resource(s) {Quoted(unassigned)} are not assigned to a compute environment, but the model contains multiple compute environments ({Quoted(environments)}). "
                + "Specify which environment each resource should target by calling 'WithComputeEnvironment' on the resource builder.");
        }

        return Task.CompletedTask;
    }

    private static string Quoted(IEnumerable<IResource> resources) => string.Join(", ", resources.Select(resource => $"'{resource.Name}'"));
}
