using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project.</summary>
public class ProjectResource : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource, IContainerFilesDestinationResource
{
    /// <summary>Creates the resource.</summary>
    public ProjectResource(string name) : base(name)
    {
        Annotations.Add(new ProjectLaunchDefaultsAnnotation());
        ImageSteps.AddTo(this);
    }
}

/// <summary>What a project's own configuration said about its endpoints.</summary>
internal sealed class ProjectLaunchDefaultsAnnotation : IResourceAnnotation
{
    /// <summary>The hosts of endpoints that come from the project's Kestrel configuration.</summary>
    public Dictionary<EndpointAnnotation, string> KestrelEndpointAnnotationHosts { get; } = [];

    public EndpointAnnotation? DefaultHttpsEndpoint { get; set; }

    public bool HasKestrelEndpoints => KestrelEndpointAnnotationHosts.Count > 0;
}

/// <summary>Decides which endpoints a project learns of through its ASPNETCORE variables; every filter must agree.</summary>
internal sealed class EndpointEnvironmentInjectionFilterAnnotation(Func<EndpointAnnotation, bool> filter) : IResourceAnnotation
{
    public Func<EndpointAnnotation, bool> Filter { get; } = filter;
}
