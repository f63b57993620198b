using Amazon.CDK;
using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;
using HealthCheck = Amazon.CDK.AWS.ElasticLoadBalancingV2.HealthCheck;

namespace Sage.AppHost.Aws.Compute;

/// <summary>The load balancer before the external services. TLS ends here; without a domain CloudFront alone may come in, over HTTP.</summary>
internal sealed class LoadBalancer : Construct
{
    // Streams send a heartbeat every 15 s; the default of 60 s would cut one that is late.
    private const double IdleSeconds = 120;
    private const int FirstPriority = 10;

    private readonly ApplicationListener _listener;

    public LoadBalancer(Construct scope, AwsPlan plan, NetworkStack network, DataStack data, ICertificate? certificate)
        : base(scope, "LoadBalancer")
    {
        var group = SecurityGroup.FromSecurityGroupId(this, "Group", network.SecurityGroups.LoadBalancer!.SecurityGroupId, new SecurityGroupImportOptions { Mutable = false });
        Balancer = new ApplicationLoadBalancer(this, "Balancer", new ApplicationLoadBalancerProps
        {
            LoadBalancerName = plan.Names.Of(NameKind.LoadBalancer, "alb"),
            Vpc = network.Vpc,
            VpcSubnets = network.Public,
            InternetFacing = true,
            SecurityGroup = group,
            DeletionProtection = true,
            DropInvalidHeaderFields = true,
            IdleTimeout = Duration.Seconds(IdleSeconds),
        });
        Balancer.LogAccessLogs(data.Logs, "alb");
        _listener = certificate is null ? Http() : Https(certificate);
        Targets = Route(plan, network.Vpc);
        _ = new CfnOutput(Stack.Of(this), "LoadBalancerDnsName", new CfnOutputProps { Value = Balancer.LoadBalancerDnsName, Description = "The load balancer." });
    }

    public ApplicationLoadBalancer Balancer { get; }

    /// <summary>The target group of each external service.</summary>
    public IReadOnlyDictionary<PlannedTask, ApplicationTargetGroup> Targets { get; }

    private ApplicationListener Http() => Balancer.AddListener("Http", new BaseApplicationListenerProps { Port = 80, Protocol = ApplicationProtocol.HTTP, Open = false });

    private ApplicationListener Https(ICertificate certificate)
    {
        _ = Balancer.AddListener("Redirect", new BaseApplicationListenerProps
        {
            Port = 80,
            Protocol = ApplicationProtocol.HTTP,
            Open = false,
            DefaultAction = ListenerAction.Redirect(new RedirectOptions { Protocol = "HTTPS", Port = "443", Permanent = true }),
        });
        return Balancer.AddListener("Https", new BaseApplicationListenerProps
        {
            Port = 443,
            Protocol = ApplicationProtocol.HTTPS,
            Open = false,
            Certificates = [ListenerCertificate.FromCertificateManager(certificate)],
            SslPolicy = SslPolicy.TLS13_RES,
        });
    }

    private Dictionary<PlannedTask, ApplicationTargetGroup> Route(AwsPlan plan, IVpc vpc)
    {
        var targets = plan.External.ToDictionary(task => task, task => Target(plan, task, vpc));
        var priority = FirstPriority;
        foreach (var (task, target) in targets)
        {
            var isFirst = priority == FirstPriority;
            if (isFirst)
            {
                // The first service has everything that is no other's: its health page, its documents.
                _listener.AddAction("Default", new AddApplicationActionProps { Action = ListenerAction.Forward([target]) });
            }
            else
            {
                _listener.AddAction(AwsNames.Id($"{task.Resource.Name}-rule"), new AddApplicationActionProps
                {
                    Action = ListenerAction.Forward([target]),
                    Conditions = [ListenerCondition.PathPatterns([.. task.Paths])],
                    Priority = priority,
                });
            }

            priority += FirstPriority;
        }

        return targets;
    }

    private ApplicationTargetGroup Target(AwsPlan plan, PlannedTask task, IVpc vpc) => new(this, AwsNames.Id($"{task.Resource.Name}-targets"), new ApplicationTargetGroupProps
    {
        TargetGroupName = plan.Names.Of(NameKind.TargetGroup, $"{task.Resource.Name}-tg"),
        Vpc = vpc,
        TargetType = TargetType.IP,
        Port = task.Port,
        Protocol = ApplicationProtocol.HTTP,
        DeregistrationDelay = Duration.Seconds(30),
        HealthCheck = new HealthCheck
        {
            Path = task.HealthPath,
            HealthyHttpCodes = "200",
            Interval = Duration.Seconds(30),
            Timeout = Duration.Seconds(5),
            HealthyThresholdCount = 2,
            UnhealthyThresholdCount = 3,
        },
    });
}
