using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.RDS;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using Sage.AppHost.Aws.Alerts;
using Sage.AppHost.Aws.Alerts.Watching;
using Sage.AppHost.Aws.Backups;
using Sage.AppHost.Aws.Caches;
using Sage.AppHost.Aws.Databases;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Secrets;
using Sage.AppHost.Aws.Secrets.Rotation;
using Sage.AppHost.Aws.Storage;
using IResource = Aspire.Hosting.ApplicationModel.IResource;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>
/// Everything that keeps something: databases, caches, buckets, images, secrets, backups. Ids of what is in here are never changed: they are
/// what CloudFormation knows the data by.
/// </summary>
internal sealed class DataStack : AwsStack
{
    // https://docs.aws.amazon.com/cdk/v2/guide/featureflags.html: by policy, as the ACL it would set otherwise is refused by such buckets.
    private const string LogsByPolicy = "@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy";

    private readonly Dictionary<IResource, string> _hosts = [];
    private readonly Dictionary<PlannedImage, IRepository> _repositories = [];
    private readonly Dictionary<PlannedSite, IBucket> _sites = [];
    private readonly SecretStore _secrets;
    private readonly AlarmFactory _alarms;

    public DataStack(Construct scope, AwsPlan plan, NetworkStack network, AlertsStack alerts)
        : base(scope, plan, "data", "Databases, caches, buckets, images, secrets and backups")
    {
        // Its topic is known by name.
        AddDependency(alerts);
        _alarms = alerts.Alarms;
        Node.SetContext(LogsByPolicy, true);
        Key = CustomerKey.Create(this, "Key", plan, "data-key", $"Databases, caches and backups of {plan.Names.Prefix}");
        _secrets = new SecretStore(this, plan);
        Logs = LogsBucket.Create(this, plan);
        Databases = [.. CreateDatabases(network)];
        Caches = [.. CreateCaches(network)];
        CreateComposedSecrets(scope);
        Rotations = plan.Settings.Sizing.RotateSecrets ? [.. Rotate()] : [];
        if (SecretRenewal.IsNeeded(plan))
        {
            Renewal = new SecretRenewal(this, plan, _secrets, HostOf, _alarms);
        }

        CreateStorage();
        _ = new AuditTrail(this, plan, Logs, Key);
        Backups = PrivateBucket.Versioned(this, "BackupFiles", plan.Names.Bucket("backups"), Logs, Key);
        if (Databases.Count > 0)
        {
            _ = new DailyBackups(this, plan, [.. Databases.Select(database => database.Instance)], Key);
        }
    }

    public IReadOnlyList<PostgresInstance> Databases { get; }

    public IReadOnlyList<ValkeyGroup> Caches { get; }

    /// <summary>What changes passwords by itself, in the phases that have it.</summary>
    public IReadOnlyList<RotatedPassword> Rotations { get; }

    /// <summary>What follows when a secret was changed; null when nothing reads one.</summary>
    public SecretRenewal? Renewal { get; }

    /// <summary>Access logs of buckets, load balancer and CloudFront; SSE-S3, as log delivery cannot use a KMS key.</summary>
    public IBucket Logs { get; }

    /// <summary>Dumps of databases, before migrations and by hand.</summary>
    public IBucket Backups { get; }

    /// <summary>Encrypts what is stored, but for secrets.</summary>
    public Key Key { get; }

    /// <summary>The address of a server.</summary>
    public string HostOf(IResource server) => _hosts[server];

    /// <summary>A secret; whoever reads it needs its key, too: <see cref="AllowDecryption"/>.</summary>
    public ISecret Of(PlannedSecret secret) => _secrets.Of(secret);

    public IRepository Of(PlannedImage image) => _repositories[image];

    public IBucket Of(PlannedSite site) => _sites[site];

    /// <summary>
    /// Lets a role decrypt the secrets that it may read, through Secrets Manager. Granting by the CDK would write the role into the key's
    /// policy, and the stacks would need each other.
    /// </summary>
    public void AllowDecryption(IRole reader) => _ = reader.AddToPrincipalPolicy(_secrets.Decryption("kms:Decrypt"));

    private IEnumerable<PostgresInstance> CreateDatabases(NetworkStack network)
    {
        if (Plan.Databases.Count == 0)
        {
            yield break;
        }

        var subnets = new SubnetGroup(this, "DatabaseSubnets", new SubnetGroupProps
        {
            Description = $"Databases of {Plan.Names.Prefix}: no route out",
            SubnetGroupName = Plan.Names.Of(NameKind.Other, "databases-subnets"),
            Vpc = network.Vpc,
            VpcSubnets = network.Database,
        });
        var around = new InstanceSurroundings(network.Vpc, subnets, network.SecurityGroups, Key, new InstanceMonitoring(this, Plan), Password);
        foreach (var database in Plan.Databases)
        {
            var server = new PostgresInstance(this, Plan, database, around);
            DatabaseNotices.Subscribe(server, Plan, _alarms.TopicArn);
            DatabaseAlarms.Add(_alarms, this, database, database.Identifier, [.. server.Replicas.Select(replica => replica.InstanceIdentifier)]);
            _hosts.Add(database.Resource, server.Instance.DbInstanceEndpointAddress);
            Output($"{AwsNames.Id(database.Resource.Name)}Endpoint", $"{server.Instance.DbInstanceEndpointAddress}:{PlannedDatabase.Port}", $"The database server {database.Resource.Name}.");
            foreach (var (replica, index) in server.Replicas.Select((replica, index) => (replica, index)))
            {
                Output($"{AwsNames.Id(database.Resource.Name)}Replica{index + 1}Endpoint", $"{replica.DbInstanceEndpointAddress}:{PlannedDatabase.Port}", $"Reads only, a moment behind {database.Resource.Name}.");
            }

            yield return server;
        }
    }

    private IEnumerable<ValkeyGroup> CreateCaches(NetworkStack network)
    {
        if (Plan.Caches.Count == 0)
        {
            yield break;
        }

        var subnets = new Amazon.CDK.AWS.ElastiCache.CfnSubnetGroup(this, "CacheSubnets", new Amazon.CDK.AWS.ElastiCache.CfnSubnetGroupProps
        {
            CacheSubnetGroupName = Plan.Names.Of(NameKind.Other, "caches-subnets"),
            Description = $"Caches of {Plan.Names.Prefix}: no route out",
            SubnetIds = network.Vpc.SelectSubnets(network.Database).SubnetIds,
        });
        var around = new CacheSurroundings(subnets, network.SecurityGroups, Key, Password);
        foreach (var cache in Plan.Caches)
        {
            var server = new ValkeyGroup(this, Plan, cache, around);
            CacheAlarms.Add(_alarms, this, cache, cache.Identifier);
            _hosts.Add(cache.Resource, server.Group.AttrPrimaryEndPointAddress);
            Output($"{AwsNames.Id(cache.Resource.Name)}Endpoint", $"{server.Group.AttrPrimaryEndPointAddress}:{PlannedCache.Port}", $"The cache {cache.Resource.Name}.");
            yield return server;
        }
    }

    private IEnumerable<RotatedPassword> Rotate() =>
    [
        .. Databases.Select(server => RotatedPassword.Of(server, Plan, _secrets, server.Planned, server.Instance.InstanceArn)),
        .. Caches.Select(server => RotatedPassword.Of(server, Plan, _secrets, server.Planned, server.User.User.AttrArn)),
    ];

    // A value that people give is not there yet when this stack is created the first time: what is composed of it comes after.
    private void CreateComposedSecrets(Construct app)
    {
        var composed = Plan.Secrets.OfType<ComposedSecret>().ToLookup(secret => secret.NeedsGiven);
        foreach (var secret in composed[false])
        {
            _secrets.Compose(_secrets, secret, HostOf);
        }

        if (composed[true].Any())
        {
            var later = new ComposedSecretsStack(app, Plan);
            foreach (var secret in composed[true])
            {
                _secrets.Compose(later, secret, HostOf);
            }
        }
    }

    private void CreateStorage()
    {
        foreach (var site in Plan.Sites)
        {
            _sites.Add(site, PrivateBucket.Versioned(this, $"{AwsNames.Id(site.Resource.Name)}Files", site.Bucket, Logs, policyElsewhere: true));
        }

        foreach (var image in Plan.Images)
        {
            var repository = ImageRepository.Create(this, image);
            _repositories.Add(image, repository);
            Output($"{AwsNames.Id(image.Owner)}Repository", repository.RepositoryUri, $"Where the image of {image.Owner} is pushed to.");
        }
    }

    private SecretValue Password(CredentialSecret credentials) => SecretValue.UnsafePlainText(_secrets.Reference(new SecretPart(credentials, CredentialSecret.PasswordField)));
}
