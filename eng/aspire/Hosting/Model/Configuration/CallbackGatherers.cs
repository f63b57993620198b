using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

internal sealed class ArgumentsGatherer : IExecutionConfigurationGatherer
{
    public async ValueTask GatherAsync(IExecutionConfigurationGathererContext context, IResource resource, ILogger resourceLogger, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken = default)
    {
        if (!resource.TryGetAnnotationsOfType<CommandLineArgsCallbackAnnotation>(out var callbacks))
        {
            return;
        }

        var callbackContext = new CommandLineArgsCallbackContext([.. context.Arguments], resource, cancellationToken)
        {
            Logger = resourceLogger,
            ExecutionContext = executionContext,
        };
        IReadOnlyList<object> arguments = context.Arguments;
        foreach (var callback in callbacks)
        {
            arguments = await callback.Once.EvaluateAsync(callbackContext).ConfigureAwait(false);
        }

        context.Arguments.Clear();
        context.Arguments.AddRange(arguments);
    }
}

internal sealed class EnvironmentVariablesGatherer : IExecutionConfigurationGatherer
{
    public async ValueTask GatherAsync(IExecutionConfigurationGathererContext context, IResource resource, ILogger resourceLogger, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken = default)
    {
        if (!resource.TryGetEnvironmentVariables(out var callbacks))
        {
            return;
        }

        var variables = new Dictionary<string, object>(context.EnvironmentVariables, StringComparer.Ordinal);
        var callbackContext = new EnvironmentCallbackContext(executionContext, resource, variables, cancellationToken) { Logger = resourceLogger };
        foreach (var callback in callbacks)
        {
            variables = await callback.Once.EvaluateAsync(callbackContext).ConfigureAwait(false);
        }

        foreach (var (name, value) in variables)
        {
            context.EnvironmentVariables[name] = value;
        }
    }
}
