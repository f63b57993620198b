using System.Globalization;
using Sage.AppHost.Aws.Customization;
using Sage.AppHost.Aws.Naming;

namespace Sage.AppHost.Aws.Planning;

/// <summary>
/// A .NET project: a Fargate service behind the load balancer (an external http endpoint), one that others in the network call (an
/// internal one), a worker (none), or a job (something waits for it to complete).
/// </summary>
internal sealed class ProjectMapping : IResourceMapping
{
    private static readonly HashSet<string> SaysWhereToListen = new(StringComparer.Ordinal) { "HTTP_PORTS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_URLS", "URLS" };

    public bool Takes(IResource resource) => resource is ProjectResource;

    public async Task PlanAsync(IResource resource, PlanningContext context)
    {
        var project = (ProjectResource)resource;
        var plan = context.Plan;
        var settings = project.TryGetLastAnnotation<FargateSettings>(out var own) ? own : new FargateSettings();
        var endpoints = project.Annotations.OfType<EndpointAnnotation>().Where(PlanBuilder.IsHttp).ToArray();
        var kind = IsJob(project, context.Model) ? TaskKind.Job : endpoints.Length > 0 ? TaskKind.Service : TaskKind.Worker;
        var isExternal = kind == TaskKind.Service && endpoints.Any(endpoint => endpoint.IsExternal);

        IReadOnlyList<KeyValuePair<string, AwsValue>> environment = [];
        IReadOnlyList<AwsValue> arguments = [];
        var reaches = await plan.ReachedByAsync(project, async () =>
        {
            environment = await TaskEnvironment.ReadAsync(project, context);
            arguments = await TaskEnvironment.ReadArgumentsAsync(project, context);
        });

        ProjectChecks.Check(project, kind, settings, endpoints);
        foreach (var files in project.Annotations.OfType<ContainerFilesDestinationAnnotation>())
        {
            plan.Warnings.Add($"The image of '{project.Name}' does not hold the files of '{files.Source.Name}' ({files.DestinationPath}): a page is served from S3 and CloudFront.");
        }

        var (minTasks, maxTasks) = ProjectChecks.Tasks(project, settings, plan.Settings.Sizing);
        if (kind == TaskKind.Service)
        {
            plan.Names.Claim(NameKind.ServiceName, project.Name.ToLowerInvariant(), project.Name);
        }

        IReadOnlyList<string> paths = !isExternal ? [] : settings.Paths ?? [IsFirstExternal(project, context) ? "/api/*" : $"/{project.Name}/*"];
        foreach (var path in paths)
        {
            plan.Names.Claim(NameKind.Path, path, project.Name);
        }

        var name = plan.Names.Of(kind == TaskKind.Job ? NameKind.TaskFamily : NameKind.Service, project.Name);
        plan.Tasks.Add(new PlannedTask(project, name, kind, ImageOf(project, context), settings)
        {
            Port = kind == TaskKind.Service ? PlanBuilder.PortOf(project) : null,
            IsExternal = isExternal,
            Order = context.Model.Resources.ToList().IndexOf(project),
            Paths = paths,
            HealthPath = settings.HealthPath ?? ProbedPath(project) ?? "/health",
            Environment = [.. Listening(kind, endpoints, environment).Select(variable => new KeyValuePair<string, AwsValue>(variable.Key, Separate(project, variable, plan)))],
            Arguments = arguments,
            Reaches = reaches,
            MinTasks = minTasks,
            MaxTasks = maxTasks,
            IsStartedByHand = IsStartedByHand(project, context.Model),
        });
    }

    // In the order of the model: who references whom may change, and the addresses of services must not change with it.
    private static bool IsFirstExternal(ProjectResource project, PlanningContext context) => context.Plan.Addressable
        .OrderBy(context.Model.Resources.ToList().IndexOf).FirstOrDefault(other => other.Annotations.OfType<EndpointAnnotation>().Any(endpoint => PlanBuilder.IsHttp(endpoint) && endpoint.IsExternal)) == project;

    // Kestrel has no certificate in the container: it answers plain HTTP where it would have answered HTTPS.
    private static IEnumerable<KeyValuePair<string, AwsValue>> Listening(TaskKind kind, EndpointAnnotation[] endpoints, IReadOnlyList<KeyValuePair<string, AwsValue>> environment)
        => kind == TaskKind.Service && endpoints is [{ UriScheme: "https", TargetPort: { } port }] && !environment.Any(variable => SaysWhereToListen.Contains(variable.Key))
            ? environment.Append(new("HTTP_PORTS", AwsValue.Of(port.ToString(CultureInfo.InvariantCulture))))
            : environment;

    // A secret alone is read as it is; text around it makes it a secret of its own.
    private static AwsValue Separate(ProjectResource project, KeyValuePair<string, AwsValue> variable, PlanBuilder plan)
        => variable.Value is { HasSecret: true, WholeSecret: null }
            ? AwsValue.Of(new SecretPart(plan.Compose(project.Name, variable.Key, variable.Value)))
            : variable.Value;

    /// <summary>Runs to its end: it says so, something waits for that, or somebody starts it.</summary>
    public static bool IsJob(ProjectResource project, DistributedApplicationModel model) => RunsToCompletion(project, model) || IsStartedByHand(project, model);

    private static bool RunsToCompletion(ProjectResource project, DistributedApplicationModel model)
        => (project.TryGetLastAnnotation<FargateSettings>(out var settings) && settings.RunsToCompletion)
            || model.Resources.SelectMany(other => other.Annotations.OfType<WaitAnnotation>())
                .Any(wait => wait.WaitType == WaitType.WaitForCompletion && wait.Resource == project);

    // A tool: ECS would start it again each time it ends.
    private static bool IsStartedByHand(ProjectResource project, DistributedApplicationModel model) => project.HasAnnotationOfType<ExplicitStartupAnnotation>()
        && !project.Annotations.OfType<EndpointAnnotation>().Any(PlanBuilder.IsHttp) && !RunsToCompletion(project, model);

    // One image for all resources of a project, named for the one that serves; they differ in their arguments.
    private static PlannedImage ImageOf(ProjectResource project, PlanningContext context)
    {
        var path = project.GetProjectMetadata().ProjectPath;
        if (context.Plan.Images.Find(image => image.ProjectPath == path) is { } known)
        {
            return known;
        }

        var owner = context.Model.Resources.OfType<ProjectResource>().Where(other => !other.IsExcludedFromPublish() && other.GetProjectMetadata().ProjectPath == path)
            .MaxBy(other => other.Annotations.OfType<EndpointAnnotation>().Any(PlanBuilder.IsHttp) ? 1 : 0)!;
        var names = context.Plan.Names;
        var image = new PlannedImage(owner.Name, path, names.Of(NameKind.Repository, owner.Name), names.Of(NameKind.SecurityGroup, owner.Name));
        context.Plan.Images.Add(image);
        return image;
    }

    private static string? ProbedPath(ProjectResource project) => project.Annotations.OfType<EndpointProbeAnnotation>()
        .OrderBy(probe => probe.Type == ProbeType.Readiness ? 0 : 1).Select(probe => probe.Path).FirstOrDefault();
}
