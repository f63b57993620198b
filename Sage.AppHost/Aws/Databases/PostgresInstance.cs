using Amazon.CDK;
using Amazon.CDK.AWS.RDS;
using Constructs;
using Sage.AppHost.Aws.Customization;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Databases;

/// <summary>
/// A PostgreSQL server: an RDS instance and its read replicas. The ids are what CloudFormation knows the data by: another id is another,
/// empty server. Changing encryption, key, subnets or the first database's name replaces it, too; a snapshot is taken then.
/// </summary>
internal sealed class PostgresInstance : Construct
{
    // The newest minor version; RDS withdraws minor versions after about a year, and a template that names one fails then.
    private static readonly IInstanceEngine Engine = DatabaseInstanceEngine.Postgres(new PostgresInstanceEngineProps { Version = PostgresEngineVersion.Of("18", "18") });

    internal const string UsualPort = "Only the tasks reach it, by security group, in subnets without a way in: another port would hide nothing.";
    private const int BackupDays = 7;

    private readonly InstanceSurroundings _around;

    public PostgresInstance(Construct scope, AwsPlan plan, PlannedDatabase database, InstanceSurroundings around)
        : base(scope, AwsNames.Id(database.Resource.Name))
    {
        _around = around;
        Planned = database;
        Parameters = new ParameterGroup(this, "Parameters", new ParameterGroupProps
        {
            Engine = Engine,
            Description = $"{database.Identifier}: TLS, logs, connections",
            Parameters = PostgresParameters.Of(plan.Settings.Sizing.DatabaseMaxConnections),
        });
        Instance = CreateInstance(plan);
        Replicas = [.. Enumerable.Range(1, plan.Settings.Sizing.DatabaseReplicas).Select(number => PostgresReplica.Create(this, plan, number))];
    }

    public PlannedDatabase Planned { get; }

    public DatabaseInstance Instance { get; }

    public IReadOnlyList<DatabaseInstanceReadReplica> Replicas { get; }

    internal ParameterGroup Parameters { get; }

    internal InstanceSurroundings Around => _around;

    private DatabaseInstance CreateInstance(AwsPlan plan)
    {
        var sizing = plan.Settings.Sizing;
        var resource = Planned.Resource;
        // Not a password that RDS manages: an instance with replicas cannot have one
        // (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html).
        var credentials = Credentials.FromPassword(Planned.Credentials.UserName, _around.Password(Planned.Credentials));
        var props = ConstructCustomization<DatabaseInstanceProps, DatabaseInstance>.Before(resource, new DatabaseInstanceProps
        {
            InstanceIdentifier = Planned.Identifier,
            Engine = Engine,
            InstanceType = ClassOf(sizing.DatabaseClass),
            MultiAz = sizing.DatabaseMultiAz,
            DatabaseName = Planned.WithInstance,
            Credentials = credentials,
            Vpc = _around.Vpc,
            SubnetGroup = _around.Subnets,
            SecurityGroups = [_around.SecurityGroups.Of(resource)],
            Port = PlannedDatabase.Port,
            PubliclyAccessible = false,
            // People may log in with their role instead of a password; the application's user is untouched by it.
            IamAuthentication = true,
            CaCertificate = CaCertificate.Of("rds-ca-rsa2048-g1"),
            ParameterGroup = Parameters,
            AllocatedStorage = 20,
            MaxAllocatedStorage = 100,
            StorageType = StorageType.GP3,
            StorageEncrypted = true,
            StorageEncryptionKey = _around.Key,
            BackupRetention = Duration.Days(BackupDays),
            PreferredBackupWindow = "03:00-04:00",
            PreferredMaintenanceWindow = "mon:04:00-mon:05:00",
            DeleteAutomatedBackups = false,
            CopyTagsToSnapshot = true,
            AutoMinorVersionUpgrade = true,
            CloudwatchLogsExports = [.. InstanceMonitoring.Logs],
            MonitoringInterval = InstanceMonitoring.Interval,
            MonitoringRole = _around.Monitoring.Role,
            EnablePerformanceInsights = true,
            PerformanceInsightRetention = PerformanceInsightRetention.DEFAULT,
            PerformanceInsightEncryptionKey = _around.Key,
            DeletionProtection = true,
            RemovalPolicy = RemovalPolicy.SNAPSHOT,
        });
        FixedValue.Check(resource, nameof(props.Port), props.Port, PlannedDatabase.Port);
        FixedValue.Check(resource, nameof(props.InstanceIdentifier), props.InstanceIdentifier, Planned.Identifier);
        FixedValue.Check(resource, nameof(props.DatabaseName), props.DatabaseName, Planned.WithInstance);
        if (!ReferenceEquals(props.Engine, Engine) || !ReferenceEquals(props.Credentials, credentials))
        {
            throw new DistributedApplicationException($"Engine and Credentials of '{resource.Name}' cannot be changed: the parameter group and the connection strings have them.");
        }

        var instance = new DatabaseInstance(this, "Instance", props);
        _around.Monitoring.Observe(this, instance, Planned.Identifier);
        Nag.Accept(instance, "AwsSolutions-RDS11", UsualPort);
        if (!sizing.DatabaseMultiAz)
        {
            Nag.Accept(instance, "AwsSolutions-RDS3", "One zone is what the phase mvp pays for (docs/aws.md); a setting, and every later phase, has two.");
        }

        return ConstructCustomization<DatabaseInstanceProps, DatabaseInstance>.After(resource, instance);
    }

    /// <summary>The CDK wants <c>t3.micro</c>, RDS and the sizes say <c>db.t3.micro</c>.</summary>
    internal static Amazon.CDK.AWS.EC2.InstanceType ClassOf(string name) => new(name["db.".Length..]);
}
