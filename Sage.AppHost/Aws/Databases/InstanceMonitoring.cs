using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.RDS;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;

namespace Sage.AppHost.Aws.Databases;

/// <summary>What is seen of instances from outside: logs, measurements of the operating system, the load of statements.</summary>
internal sealed class InstanceMonitoring : Construct
{
    /// <summary>PostgreSQL's log and that of upgrades; RDS has no others but for Kerberos and IAM errors.</summary>
    public static readonly IReadOnlyList<string> Logs = ["postgresql", "upgrade"];

    public static readonly Duration Interval = Duration.Seconds(60);

    private readonly AwsPlan _plan;

    public InstanceMonitoring(Construct scope, AwsPlan plan)
        : base(scope, "DatabaseMonitoring")
    {
        _plan = plan;
        var role = new Role(this, "Role", new RoleProps
        {
            RoleName = plan.Names.Of(NameKind.Role, "rds-monitoring-role"),
            Description = "Sends measurements of the database instances to CloudWatch",
            AssumedBy = new ServicePrincipal("monitoring.rds.amazonaws.com"),
            ManagedPolicies = [ManagedPolicy.FromAwsManagedPolicyName("service-role/AmazonRDSEnhancedMonitoringRole")],
        });
        Role = Nag.Accept(role, "AwsSolutions-IAM4", "RDS's own policy for this: it writes to the log group RDSOSMetrics and to nothing else.");
    }

    public Role Role { get; }

    /// <summary>Prepares for the logs of an instance, and turns on Database Insights.</summary>
    public void Observe(Construct scope, IConstruct instance, string identifier)
    {
        foreach (var log in Logs)
        {
            // RDS would make it, and keep everything in it for ever.
            instance.Node.AddDependency(new LogGroup(scope, $"{AwsNames.Id(identifier)}{AwsNames.Id(log)}Log", new LogGroupProps
            {
                LogGroupName = _plan.Names.Claim(NameKind.LogGroup, $"/aws/rds/instance/{identifier}/{log}", identifier),
                Retention = RetentionDays.ONE_MONTH,
                RemovalPolicy = RemovalPolicy.DESTROY,
            }));
        }

        // Performance Insights goes on under this name. "advanced" needs 15 months of measurements, which cost more than a small instance.
        ((CfnDBInstance)instance.Node.DefaultChild!).AddPropertyOverride("DatabaseInsightsMode", "standard");
    }
}
