namespace Sage.AppHost.Aws.Planning;

/// <summary>The variables that the build of a page gets. It runs where the deployment runs, and its files are public.</summary>
internal static class PageVariables
{
    // What Vite builds into the page; other tools have prefixes of their own, which a build may or may not publish.
    private const string BuiltIn = "VITE_";

    // Aspire says "production", and npm would then leave out what the build needs.
    private const string NodeEnvironment = "NODE_ENV";

    /// <exception cref="DistributedApplicationException">A variable that Vite builds in is a secret or an address inside the network.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(IResource page, PlanningContext context)
    {
        var secret = new List<string>();
        var reading = context with { Values = new ValueReader(context.Plan, inBrowser: true) };
        var variables = await TaskEnvironment.ReadAsync(page, reading, IsWanted);
        if (secret.Count > 0)
        {
            context.Plan.Warnings.Add(
                $"The build of '{page.Name}' does not get {string.Join(", ", secret)}: no file of the output holds a secret. Set {(secret.Count == 1 ? "it" : "them")} where the page is built.");
        }

        return variables.ToDictionary(variable => variable.Key, variable => variable.Value.Text ?? throw new DistributedApplicationException(
            $"{variable.Key} of '{page.Name}' would be built into a public page; it must be text, not a secret or an address that AWS chooses."), StringComparer.Ordinal);

        bool IsWanted(string name, object? value)
        {
            if (name.StartsWith(BuiltIn, StringComparison.Ordinal))
            {
                return true;
            }

            if (name == NodeEnvironment || Any(value, IsAddress))
            {
                // Where services are is for servers; a page finds them on its own origin.
                return false;
            }

            var isSecret = Any(value, part => part is ParameterResource { Secret: true });
            if (isSecret)
            {
                secret.Add(name);
            }

            return !isSecret;
        }
    }

    private static bool IsAddress(object? value) => value is EndpointReference or EndpointReferenceExpression or ContainerPortReference or ConnectionStringReference
        || (value is IResourceWithConnectionString and not ParameterResource);

    private static bool Any(object? value, Func<object?, bool> holds) => value switch
    {
        IResourceBuilder<IResource> builder => Any(builder.Resource, holds),
        ReferenceExpression expression => expression.ValueProviders.Any(part => Any(part, holds)),
        _ => holds(value),
    };
}
