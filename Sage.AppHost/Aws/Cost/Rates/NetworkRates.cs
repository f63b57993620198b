using System.Globalization;

namespace Sage.AppHost.Aws.Cost.Rates;

/// <summary>Load balancers with their public addresses, and interface endpoints.</summary>
internal static class NetworkRates
{
    private const string LoadBalancer = "AWS::ElasticLoadBalancingV2::LoadBalancer";

    public static IReadOnlyList<Rate> All { get; } =
    [
        new(LoadBalancer, "load-balancer", "hours", Hours),
        new(LoadBalancer, "load-balancer", "capacity", Capacity),
        new(LoadBalancer, "public-ipv4", "public addresses", Addresses),
        new("AWS::EC2::VPCEndpoint", "endpoints", "endpoint", Endpoint),
    ];

    private static IEnumerable<Charge> Hours(RateInput input) => [new Charge($"{Kind(input)} load balancer", $"load-balancer/{Kind(input)}")];

    private static IEnumerable<Charge> Capacity(RateInput input)
    {
        if (Kind(input) != "application")
        {
            return [];
        }
        var units = input.Assumptions.Value("lcu-per-load-balancer");
        return [new Charge($"{units:0.##} LCU (assumed)", "load-balancer/lcu", units, Assumption: "lcu-per-load-balancer")];
    }

    // An internet-facing load balancer has an address in each of its subnets; those of elastic IPs are counted there.
    private static IEnumerable<Charge> Addresses(RateInput input)
    {
        var balancer = input.Properties;
        if ((balancer.Text("Scheme") ?? "internet-facing") != "internet-facing" || balancer.Text("IpAddressType") == "dualstack-without-public-ipv4")
        {
            return [];
        }
        var subnets = balancer.Count("Subnets") + balancer.Sections("SubnetMappings").Count(s => !s.Has("AllocationId"));
        return [new Charge($"public IPv4 in {subnets} subnets", "public-ipv4/address", subnets)];
    }

    private static IEnumerable<Charge> Endpoint(RateInput input)
    {
        var kind = input.Properties.Text("VpcEndpointType") ?? "Gateway";
        if (kind == "Gateway")
        {
            return [];
        }
        var zones = input.Properties.Count("SubnetIds");
        return [new Charge($"{kind.ToLowerInvariant()} endpoint in {zones} zones", $"endpoint/{kind.ToLowerInvariant()}", zones), Charge.Usage("GB through the endpoint")];
    }

    private static string Kind(RateInput input) => (input.Properties.Text("Type") ?? "application").ToLowerInvariant();
}
