using Aspire.Hosting.JavaScript;
using Sage.AppHost.Aws.Naming;

namespace Sage.AppHost.Aws.Planning;

/// <summary>
/// A JavaScript app that is built to static files: S3 and CloudFront. In publish mode Aspire has made a container of it whose image only
/// carries files (no entrypoint), so its annotations tell, not its type.
/// </summary>
internal sealed class SiteMapping : IResourceMapping
{
    public bool Takes(IResource resource) => resource.HasAnnotationOfType<JavaScriptBuildScriptAnnotation>()
        && (resource is JavaScriptAppResource || (resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build) && !build.HasEntrypoint));

    public async Task PlanAsync(IResource resource, PlanningContext context)
    {
        var names = context.Plan.Names;
        var isFirst = context.Plan.Sites.Count == 0;
        resource.TryGetLastAnnotation<JavaScriptBuildScriptAnnotation>(out var script);
        resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build);
        var directory = build?.ContextPath ?? ((JavaScriptAppResource)resource).WorkingDirectory;

        if (context.Plan.Settings.Domain is { } taken)
        {
            names.Claim(NameKind.DomainName, $"api.{taken}", "the load balancer");
        }

        var site = new PlannedSite(resource, names.Bucket(resource.Name, ofSite: true), directory, script!.ScriptName, [.. ApisOf(resource)])
        {
            // The first page is the application; another one has its own name below the domain.
            Aliases = context.Plan.Settings.Domain is not { } domain ? []
                : [.. (isFirst ? ["app", "www"] : (string[])[resource.Name.ToLowerInvariant()]).Select(label => names.Claim(NameKind.DomainName, $"{label}.{domain}", resource.Name))],
        };

        // Known before its variables are read: one of them may name the page itself.
        context.Plan.Sites.Add(site);
        context.Plan.Sites[^1] = site with { BuildEnvironment = await PageVariables.ReadAsync(resource, context) };
    }

    private static IEnumerable<ProjectResource> ApisOf(IResource page) => page.Annotations.OfType<EndpointReferenceAnnotation>()
        .Select(reference => reference.Resource).OfType<ProjectResource>().Distinct();
}
