using Microsoft.Extensions.Logging.Abstractions;

namespace Sage.AppHost.Aws.Planning;

/// <summary>The variables and arguments of a resource, as Aspire gathers them, before they are turned into placeholders.</summary>
internal static class TaskEnvironment
{
    // Kestrel would look for a certificate; TLS ends at the load balancer.
    private static readonly string[] NotInContainers = ["HTTPS_PORTS", "ASPNETCORE_HTTPS_PORTS"];

    /// <summary>The variables that are wanted; the others are not looked at, as they may have no meaning on AWS.</summary>
    public static async Task<IReadOnlyList<KeyValuePair<string, AwsValue>>> ReadAsync(IResource resource, PlanningContext context, Func<string, object?, bool>? isWanted = null)
    {
        var gathered = await GatherAsync(ExecutionConfigurationBuilder.Create(resource).WithEnvironmentVariablesConfig(), resource, context);
        var variables = new List<KeyValuePair<string, AwsValue>>();
        foreach (var (name, (unprocessed, _)) in gathered.EnvironmentVariablesWithUnprocessed
            .Where(variable => !NotInContainers.Contains(variable.Key, StringComparer.Ordinal) && isWanted?.Invoke(variable.Key, variable.Value.Item1) != false))
        {
            if (unprocessed is ConnectionStringReference { Optional: true, Resource: ParameterResource given } && await IsMissingAsync(given, context.CancellationToken))
            {
                continue;
            }

            var value = await context.Values.ReadAsync(unprocessed, $"{name} of '{resource.Name}'", context.CancellationToken);
            variables.Add(new(name, !value.Parts.OfType<TextPart>().Any(part => part.Text.Contains("{{resolve:", StringComparison.Ordinal)) ? value : throw new DistributedApplicationException(
                $"{name} of '{resource.Name}' contains '{{{{resolve:', which CloudFormation would replace.")));
        }

        return variables;
    }

    private static async Task<bool> IsMissingAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        try
        {
            return await parameter.GetValueAsync(cancellationToken) is null;
        }
        catch (MissingParameterValueException)
        {
            return true;
        }
    }

    public static async Task<IReadOnlyList<AwsValue>> ReadArgumentsAsync(IResource resource, PlanningContext context)
    {
        var gathered = await GatherAsync(ExecutionConfigurationBuilder.Create(resource).WithArgumentsConfig(), resource, context);
        var arguments = new List<AwsValue>();
        foreach (var (unprocessed, _, _) in gathered.ArgumentsWithUnprocessed)
        {
            var value = await context.Values.ReadAsync(unprocessed, $"An argument of '{resource.Name}'", context.CancellationToken);
            arguments.Add(!value.HasSecret ? value : throw new DistributedApplicationException(
                $"An argument of '{resource.Name}' is a secret. Arguments are shown in consoles and task definitions; pass it as a variable."));
        }

        return arguments;
    }

    private static async Task<IExecutionConfigurationResult> GatherAsync(IExecutionConfigurationBuilder builder, IResource resource, PlanningContext context)
    {
        var result = await builder.BuildAsync(context.Execution, NullLogger.Instance, context.CancellationToken);
        return result.Exception is null
            ? result
            : throw new DistributedApplicationException($"The configuration of '{resource.Name}' cannot be read: {result.Exception.Message}", result.Exception);
    }
}
