namespace Sage.AppHost.Aws.Cost.Rates;

/// <summary>Secrets with their replicas, and web firewalls: the list, and each rule or managed group in it.</summary>
internal static class SecurityRates
{
    public static IReadOnlyList<Rate> All { get; } =
    [
        new("AWS::SecretsManager::Secret", "secrets", "secret", Secrets),
        new("AWS::WAFv2::WebACL", "firewall", "web ACL", _ => [new Charge("web ACL", "waf/acl")]),
        new("AWS::WAFv2::WebACL", "firewall", "rules", Rules),
        new("AWS::WAFv2::RuleGroup", "firewall", "rules", Rules),
    ];

    private static IEnumerable<Charge> Secrets(RateInput input)
    {
        var copies = 1 + input.Properties.Count("ReplicaRegions");
        return [new Charge(copies == 1 ? "secret" : $"secret in {copies} regions", "secrets/secret", copies), Charge.Usage("reads, by 10,000")];
    }

    // A managed group counts as one rule: https://aws.amazon.com/waf/pricing/
    private static IEnumerable<Charge> Rules(RateInput input)
    {
        var rules = input.Properties.Count("Rules");
        return rules == 0 ? [] : [new Charge($"{rules} rules or managed groups", "waf/rule", rules)];
    }
}
