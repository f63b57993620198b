using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using Sage.AppHost.Aws.Alerts.Watching;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>Everything that keeps something: databases, caches, buckets, images, secrets, backups.</summary>
internal sealed class DataStack : AwsStack
{
    private readonly Dictionary<IResource, string> _hosts = [];
    private readonly Dictionary<PlannedSecret, ISecret> _secrets = [];
    private readonly Dictionary<PlannedImage, IRepository> _repositories = [];
    private readonly Dictionary<PlannedSite, IBucket> _sites = [];

    public DataStack(Construct scope, AwsPlan plan, NetworkStack network, AlertsStack alerts)
        : base(scope, plan, "data", "Databases, caches, buckets, images, secrets and backups")
    {
        _ = network;
        Logs = new Bucket(this, "Logs");
        foreach (var i in plan.Images) { _repositories.Add(i, new Repository(this, i.Owner)); }
        foreach (var i in plan.Sites) { _sites.Add(i, new Bucket(this, i.Bucket)); }
        foreach (var i in plan.Secrets) { _secrets.Add(i, new Secret(this, i.Owner.Replace('/', '_'))); }
        foreach (var i in plan.Databases) { _hosts.Add(i.Resource, new Bucket(this, "x" + i.Identifier).BucketArn); }
        foreach (var i in plan.Caches) { _hosts.Add(i.Resource, new Bucket(this, "x" + i.Identifier).BucketArn); }
        foreach (var i in plan.Databases) { DatabaseAlarms.Add(alerts.Alarms, this, i, i.Identifier, [.. Enumerable.Range(1, plan.Settings.Sizing.DatabaseReplicas).Select(n => $"{i.Identifier}-replica-{n}")]); }
        foreach (var i in plan.Caches) { CacheAlarms.Add(alerts.Alarms, this, i, i.Identifier); }
    }

    /// <summary>The address of a server.</summary>
    public string HostOf(IResource server) => _hosts[server];

    public ISecret Of(PlannedSecret secret) => _secrets[secret];

    public IRepository Of(PlannedImage image) => _repositories[image];

    public IBucket Of(PlannedSite site) => _sites[site];

    /// <summary>Access logs of buckets, load balancer and CloudFront; SSE-S3, as log delivery cannot use a KMS key.</summary>
    public IBucket Logs { get; }
}
