namespace Sage.AppHost.Aws.Planning;

/// <summary>What works, but not as one would wish, between the public and the load balancer.</summary>
internal static class EdgeWarnings
{
    public static IEnumerable<string> Of(PlanBuilder plan)
    {
        var settings = plan.Settings;
        var external = plan.Tasks.Where(task => task.IsExternal).Select(task => task.Resource).ToHashSet();
        if (settings.Domain is null && plan.Sites.Exists(site => site.Apis.Any(external.Contains)))
        {
            yield return "Without a domain (Aws:Domain) CloudFront talks to the load balancer in plain HTTP: what signed-in users send is readable between the two. "
                + "The load balancer admits CloudFront's addresses only. Set a domain before real users come.";
        }

        if (settings is { Domain: { } domain, HostedZoneId: null })
        {
            yield return $"Without a hosted zone (Aws:HostedZoneId) the records of {domain} are made by hand: those that ACM shows while the stacks wait for their certificates, "
                + "then the names themselves, to what the outputs of the last stack say.";
        }

        foreach (var site in plan.Sites)
        {
            foreach (var api in site.Apis.Where(api => !external.Contains(api)))
            {
                yield return $"The page '{site.Resource.Name}' references '{api.Name}', which has no external HTTP endpoint: browsers will not reach it.";
            }
        }
    }
}
