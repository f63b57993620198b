using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Settings;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>The network: three tiers in two zones. Replacing any of it moves everything that runs, so its ids are never changed.</summary>
internal sealed class NetworkStack : AwsStack
{
    private const int SubnetMask = 24;
    private readonly Subnets _subnets;

    public NetworkStack(Construct scope, AwsPlan plan)
        : base(scope, plan, "network", "VPC, subnets and security groups")
    {
        _subnets = plan.Settings.Vpc is null ? Subnets.ByTier : Subnets.Given;
        Vpc = plan.Settings.Vpc is { } existing ? Import(existing) : Create();
        SecurityGroups = new SecurityGroups(this, plan, Vpc);
        Output("VpcId", Vpc.VpcId, "The VPC.");
        Output(PrivateSubnets, Fn.Join(",", Vpc.SelectSubnets(Private).SubnetIds), "Where tasks run.");
        foreach (var image in plan.Images)
        {
            Output(image.SecurityGroupOutput, SecurityGroups.Of(image).SecurityGroupId, $"The security group of tasks of {image.Owner}.");
        }
    }

    /// <summary>The output that whoever runs a task needs: ids with commas between.</summary>
    public const string PrivateSubnets = "PrivateSubnetIds";

    public IVpc Vpc { get; }

    public SecurityGroups SecurityGroups { get; }

    /// <summary>Load balancers and NAT gateways.</summary>
    public SubnetSelection Public => _subnets.Public;

    /// <summary>Tasks: no public addresses, out through the NAT gateways.</summary>
    public SubnetSelection Private => _subnets.Private;

    /// <summary>Servers: no route out.</summary>
    public SubnetSelection Database => _subnets.Database;

    private Vpc Create()
    {
        var vpc = new Vpc(this, "Vpc", new VpcProps
        {
            VpcName = Plan.Names.Of(NameKind.Other, "vpc"),
            IpAddresses = IpAddresses.Cidr("10.0.0.0/16"),
            AvailabilityZones = [.. Plan.Settings.AvailabilityZones],
            NatGateways = Plan.Settings.Sizing.NatGateways,
            EnableDnsHostnames = true,
            EnableDnsSupport = true,
            // The CDK's way of closing the default group is a custom resource on a retired runtime; nothing is ever in that group.
            RestrictDefaultSecurityGroup = false,
            // Addresses are given out in order, two subnets for each entry: 10.0.0 and .1, then .10 and .11, then .20 and .21.
            SubnetConfiguration =
            [
                Tier("public", SubnetType.PUBLIC),
                .. Reserved("reserved-2-9", 4),
                Tier("private", SubnetType.PRIVATE_WITH_EGRESS),
                .. Reserved("reserved-12-19", 4),
                Tier("db", SubnetType.PRIVATE_ISOLATED),
            ],
            // S3 without the NAT gateways: image layers are there.
            GatewayEndpoints = new Dictionary<string, IGatewayVpcEndpointOptions>
            {
                ["S3"] = new GatewayVpcEndpointOptions
                {
                    Service = GatewayVpcEndpointAwsService.S3,
                    // Not to the servers' subnets: it is a route out.
                    Subnets = [new SubnetSelection { SubnetGroupName = "private" }],
                },
            },
        });
        Tag(vpc.PublicSubnets, "public", "Public");
        Tag(vpc.PrivateSubnets, "private", "Private");
        Tag(vpc.IsolatedSubnets, "db", "Database");
        LogFlows(vpc);
        return vpc;
    }

    private static SubnetConfiguration Tier(string name, SubnetType type) => new() { Name = name, SubnetType = type, CidrMask = SubnetMask };

    private static IEnumerable<SubnetConfiguration> Reserved(string name, int pairs) => Enumerable.Range(1, pairs)
        .Select(pair => new SubnetConfiguration { Name = $"{name}-{pair}", SubnetType = SubnetType.PRIVATE_ISOLATED, CidrMask = SubnetMask, Reserved = true });

    private void Tag(ISubnet[] subnets, string name, string tier)
    {
        foreach (var (subnet, index) in subnets.Select((subnet, index) => (subnet, index)))
        {
            Amazon.CDK.Tags.Of(subnet).Add("Name", Plan.Names.Of(NameKind.Other, $"{name}-{index + 1}"));
            Amazon.CDK.Tags.Of(subnet).Add("Tier", tier);
        }
    }

    private void LogFlows(Vpc vpc)
    {
        var group = new LogGroup(this, "FlowLogs", new LogGroupProps
        {
            LogGroupName = Plan.Names.Claim(NameKind.LogGroup, $"/vpc/{Plan.Names.Prefix}", "flow logs"),
            Retention = RetentionDays.ONE_MONTH,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        var role = new Role(this, "FlowLogsRole", new RoleProps
        {
            AssumedBy = new ServicePrincipal("vpc-flow-logs.amazonaws.com"),
            Description = "Writes the flow logs of the VPC",
        });
        vpc.AddFlowLog("FlowLog", new FlowLogOptions { Destination = FlowLogDestination.ToCloudWatchLogs(group, role), TrafficType = FlowLogTrafficType.ALL });
    }

    private IVpc Import(ExistingVpc existing)
    {
        var vpc = Amazon.CDK.AWS.EC2.Vpc.FromVpcAttributes(this, "Vpc", new VpcAttributes
        {
            VpcId = existing.Id,
            VpcCidrBlock = existing.Cidr,
            AvailabilityZones = [.. existing.AvailabilityZones],
            PublicSubnetIds = [.. existing.PublicSubnets],
            PrivateSubnetIds = [.. existing.PrivateSubnets],
            IsolatedSubnetIds = [.. existing.DatabaseSubnets],
        });
        return vpc;
    }

    private sealed record Subnets(SubnetSelection Public, SubnetSelection Private, SubnetSelection Database)
    {
        public static Subnets ByTier => new(
            new SubnetSelection { SubnetGroupName = "public" }, new SubnetSelection { SubnetGroupName = "private" }, new SubnetSelection { SubnetGroupName = "db" });

        // An imported VPC has types, no names.
        public static Subnets Given => new(
            new SubnetSelection { SubnetType = SubnetType.PUBLIC },
            new SubnetSelection { SubnetType = SubnetType.PRIVATE_WITH_EGRESS },
            new SubnetSelection { SubnetType = SubnetType.PRIVATE_ISOLATED });
    }
}
