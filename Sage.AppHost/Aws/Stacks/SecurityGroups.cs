using Amazon.CDK.AWS.EC2;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>Who may talk to whom, all of it here: an edge for each reference of the model and none besides.</summary>
internal sealed class SecurityGroups : Construct
{
    private const int Http = 80;
    private const int Https = 443;

    private readonly Dictionary<PlannedImage, SecurityGroup> _tasks = [];
    private readonly Dictionary<IResource, SecurityGroup> _servers = [];

    public SecurityGroups(Construct scope, AwsPlan plan, IVpc vpc)
        : base(scope, "SecurityGroups")
    {
        foreach (var image in plan.Images)
        {
            // Tasks call other services and AWS itself, at addresses that change: everything out, nothing in but what follows.
            _tasks.Add(image, Group(AwsNames.Id(image.Owner), image.SecurityGroup, $"Tasks of {image.Owner}", vpc, canReachOut: true));
        }

        foreach (var server in plan.Databases.Select(database => (IResource)database.Resource).Concat(plan.Caches.Select(cache => cache.Resource)))
        {
            _servers.Add(server, Group(AwsNames.Id(server.Name), plan.Names.Of(NameKind.SecurityGroup, server.Name), $"Server {server.Name}", vpc, canReachOut: false));
        }

        foreach (var task in plan.Tasks)
        {
            AllowReached(plan, task);
        }

        if (plan.External.Any())
        {
            LoadBalancer = CreateLoadBalancer(plan, vpc);
        }
    }

    /// <summary>The load balancer's, when something is behind one.</summary>
    public SecurityGroup? LoadBalancer { get; }

    public ISecurityGroup Of(PlannedImage image) => _tasks[image];

    public ISecurityGroup Of(IResource server) => _servers[server];

    private void AllowReached(AwsPlan plan, PlannedTask task)
    {
        var from = _tasks[task.Image];
        foreach (var reached in task.Reaches)
        {
            if (_servers.TryGetValue(reached, out var server))
            {
                var port = reached is PostgresServerResource ? PlannedDatabase.Port : PlannedCache.Port;
                server.AddIngressRule(from, Port.Tcp(port), $"{task.Image.Owner} to {reached.Name}");
            }
            else if (plan.Tasks.FirstOrDefault(other => other.Resource == reached) is { Port: { } port } called)
            {
                _tasks[called.Image].AddIngressRule(from, Port.Tcp(port), $"{task.Image.Owner} to {reached.Name}");
            }
        }
    }

    private SecurityGroup CreateLoadBalancer(AwsPlan plan, IVpc vpc)
    {
        var balancer = Group("LoadBalancer", plan.Names.Claim(NameKind.SecurityGroup, $"{plan.Names.Prefix}-alb", "the load balancer"), "Load balancer", vpc, canReachOut: false);
        if (plan.Settings.Domain is not null)
        {
            balancer.AddIngressRule(Peer.AnyIpv4(), Port.Tcp(Http), "HTTP, answered with a redirect to HTTPS");
            balancer.AddIngressRule(Peer.AnyIpv4(), Port.Tcp(Https), "HTTPS");
        }
        else
        {
            // Without a domain there is no certificate: only CloudFront, which has one, may come in.
            balancer.AddIngressRule(Peer.PrefixList(CloudFrontPrefixLists.Of(plan.Settings)), Port.Tcp(Http), "HTTP from CloudFront");
        }

        foreach (var task in plan.External)
        {
            var port = Port.Tcp(task.Port!.Value);
            _tasks[task.Image].AddIngressRule(balancer, port, $"Load balancer to {task.Resource.Name}");
            balancer.AddEgressRule(_tasks[task.Image], port, $"To {task.Resource.Name}");
        }

        return Nag.Accept(balancer, "AwsSolutions-EC23", "A public load balancer is open to the public; WAF stands before it.");
    }

    // Changing an id replaces the group and takes its members off the network for a moment.
    private SecurityGroup Group(string id, string name, string description, IVpc vpc, bool canReachOut) => new(this, id, new SecurityGroupProps
    {
        Vpc = vpc,
        SecurityGroupName = name,
        Description = description,
        AllowAllOutbound = canReachOut,
    });
}
