using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon;
using Sage.AppHost.Aws.Alerts;
using Sage.AppHost.Aws.Compute;
using Sage.AppHost.Aws.Edge;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Sites;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Publishing;

/// <summary>
/// <c>deployment.json</c>: what is to be done in which order, of which a cloud assembly knows only the stacks. Who deploys follows the steps
/// from the first to the last; docs/aws.md does it by hand.
/// </summary>
internal sealed partial class DeploymentDescription
{
    public const string FileName = "deployment.json";

    public required string Application { get; init; }

    public required string Environment { get; init; }

    public required string Phase { get; init; }

    public required string Region { get; init; }

    /// <summary>The profile of <c>AddAWSSDKConfig</c>: whose credentials deploy. Left out when the model names none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Profile { get; init; }

    public required IReadOnlyList<DeploymentStep> Steps { get; init; }

    /// <param name="plan">The plan.</param>
    /// <param name="baseDirectory">Paths are relative to it, so that the file is the same on every machine.</param>
    public static DeploymentDescription Of(AwsPlan plan, string baseDirectory)
    {
        var digests = plan.Images.Select(image => image.DigestParameter).ToArray();
        string Stack(string part) => $"{plan.Names.Prefix}-{part}";
        JobRun Job(string taskDefinition, PlannedImage image) => new(taskDefinition, $"output {image.SecurityGroupOutput} of {Stack("network")}");
        string Relative(string path) => Path.GetRelativePath(baseDirectory, path).Replace('\\', '/');

        return new DeploymentDescription
        {
            Application = plan.Settings.Application,
            Environment = plan.Settings.Stage.ToString(),
            Phase = plan.Settings.Phase.ToString().ToLowerInvariant(),
            Region = plan.Settings.Region.SystemName,
            Profile = plan.Settings.Profile,
            Steps =
            [
                new StackStep(Stack("network"), plan.Settings.Region.SystemName, []),
                new StackStep(Stack("alerts"), plan.Settings.Region.SystemName, []),
                // Before there are more alarms: what cannot be told for want of a webhook waits in the dead-letter queue.
                new SecretsStep([.. WebhookSecrets.Owners.Select(owner => new SecretToGive(plan.Names.Secret(owner), owner))]),
                new StackStep(Stack("backup-copy"), plan.Settings.BackupRegion.SystemName, []),
                new StackStep(Stack("data"), plan.Settings.Region.SystemName, []),
                .. plan.Secrets.OfType<GivenSecret>().ToArray() is { Length: > 0 } given
                    ? (DeploymentStep[])[new SecretsStep([.. given.Select(secret => new SecretToGive(secret.Name, secret.Owner))])] : [],
                .. plan.Secrets.OfType<ComposedSecret>().Any(secret => secret.NeedsGiven)
                    ? (DeploymentStep[])[new StackStep(Stack("composed-secrets"), plan.Settings.Region.SystemName, [])] : [],
                // May wait for somebody to make the records that prove the domain: before anything is changed that serves.
                .. plan.Sites.Count == 0 ? (DeploymentStep[])[] : [new StackStep(Stack("edge"), RegionEndpoint.USEast1.SystemName, [])],
                new ImagesStep([.. plan.Images.Select(image => new ImagePush(
                    Relative(image.ProjectPath), image.Repository, plan.Settings.Sizing.Graviton ? "linux-arm64" : "linux-x64", image.DigestParameter))]),
                new StackStep(Stack("tasks"), plan.Settings.Region.SystemName, [.. digests.Where(digest => plan.Jobs.Any(job => job.Image.DigestParameter == digest)).Select(Digest)]),
                new JobsStep(plan.Names.Of(NameKind.Cluster, "cluster"), $"output {NetworkStack.PrivateSubnets} of {Stack("network")}",
                [
                    .. plan.Databases.Where(server => server.Further.Any()).Select(server => Job(FurtherDatabases.Family(plan, server), ImageThatReaches(plan, server.Resource))),
                    .. plan.Jobs.Where(job => !job.IsStartedByHand).Select(job => Job(job.Name, job.Image)),
                ]),
                new StackStep(Stack("app"), plan.Settings.Region.SystemName,
                [
                    .. digests.Where(digest => plan.LongRunning.Any(task => task.Image.DigestParameter == digest)).Select(Digest),
                    .. plan.Sites.Count == 0 ? [] : EdgeParameters(plan, Stack("edge")),
                ]),
                .. plan.Sites.Select(site => new SiteStep(site.Resource.Name, Relative(site.Directory), site.BuildScript, site.Bucket, $"output {AwsNames.Id(site.Resource.Name)}{StaticSite.DistributionIdOutput} of {Stack("app")}", site.BuildEnvironment)),
            ],
        };
    }

    public Task WriteAsync(string directory, CancellationToken cancellationToken)
        => File.WriteAllTextAsync(Path.Combine(directory, FileName), JsonSerializer.Serialize(this, Json.Default.DeploymentDescription) + "\n", cancellationToken);

    private static StackParameter Digest(string parameter) => new(parameter, "the digest that the push of the image printed");

    private static IEnumerable<StackParameter> EdgeParameters(AwsPlan plan, string edge)
    {
        foreach (var name in plan.Sites.Where(site => EdgeNames.MakesCertificate(plan, site)).Select(EdgeNames.CertificateArn).Prepend(EdgeNames.WebAclArn))
        {
            yield return new StackParameter(name, $"output {name} of {edge}");
        }
    }

    // Any task that may reach the server has a group that the server lets in.
    private static PlannedImage ImageThatReaches(AwsPlan plan, PostgresServerResource server)
        => plan.Tasks.FirstOrDefault(task => task.Reaches.Contains(server))?.Image
            ?? throw new DistributedApplicationException($"'{server.Name}' has a database that a task must create, and no task references it.");

    [JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(DeploymentDescription))]
    private sealed partial class Json : JsonSerializerContext;
}

/// <summary>One thing to do.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StackStep), "stack")]
[JsonDerivedType(typeof(SecretsStep), "secrets")]
[JsonDerivedType(typeof(ImagesStep), "images")]
[JsonDerivedType(typeof(JobsStep), "jobs")]
[JsonDerivedType(typeof(SiteStep), "site")]
internal abstract record DeploymentStep;

/// <summary>Deploy a stack.</summary>
internal sealed record StackStep(string Stack, string Region, IReadOnlyList<StackParameter> Parameters) : DeploymentStep;

/// <summary>A parameter of a stack and where its value comes from.</summary>
internal sealed record StackParameter(string Name, string From);

/// <summary>Give secrets their values, which are in no file.</summary>
internal sealed record SecretsStep(IReadOnlyList<SecretToGive> Secrets) : DeploymentStep;

internal sealed record SecretToGive(string Name, string Parameter);

/// <summary>
/// Build and push images, tagged with the commit. A tag is never moved: an image of this commit that is there already is taken as it is.
/// </summary>
internal sealed record ImagesStep(IReadOnlyList<ImagePush> Images) : DeploymentStep;

internal sealed record ImagePush(string Project, string Repository, string RuntimeIdentifier, string DigestParameter);

/// <summary>Run tasks, one after the other, each to its end with exit code 0.</summary>
/// <param name="Cluster">The name of the cluster.</param>
/// <param name="Subnets">Where the subnets' ids are to be found.</param>
/// <param name="Jobs">The tasks.</param>
internal sealed record JobsStep(string Cluster, string Subnets, IReadOnlyList<JobRun> Jobs) : DeploymentStep;

/// <param name="TaskDefinition">Its family: the newest revision runs.</param>
/// <param name="SecurityGroup">Where the group's id is to be found.</param>
internal sealed record JobRun(string TaskDefinition, string SecurityGroup);

/// <summary>Build a page, upload its files and have CloudFront forget the old ones.</summary>
/// <param name="Name">The resource.</param>
/// <param name="Directory">Where its package.json is.</param>
/// <param name="BuildScript">The script that builds it.</param>
/// <param name="Bucket">Where the files go.</param>
/// <param name="Distribution">Where the id of the distribution is to be found.</param>
/// <param name="BuildEnvironment">Variables of the build.</param>
internal sealed record SiteStep(string Name, string Directory, string BuildScript, string Bucket, string Distribution, IReadOnlyDictionary<string, string> BuildEnvironment) : DeploymentStep;
