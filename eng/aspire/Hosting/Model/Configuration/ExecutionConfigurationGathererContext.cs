using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

internal sealed partial class ExecutionConfigurationGathererContext : IExecutionConfigurationGathererContext
{
    private readonly HashSet<IExecutionConfigurationData> _additionalData = [];

    public List<object> Arguments { get; } = [];

    public Dictionary<string, object> EnvironmentVariables { get; } = [];

    public void AddAdditionalData(IExecutionConfigurationData metadata) => _additionalData.Add(metadata);

    /// <summary>Resolves what was gathered. One bad value does not hide the others: all reasons are in the result.</summary>
    public async Task<IExecutionConfigurationResult> ResolveAsync(IResource resource, ILogger logger, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        var arguments = new List<(object, string, bool)>(Arguments.Count);
        var variables = new Dictionary<string, (object, string)>(EnvironmentVariables.Count, StringComparer.Ordinal);
        var references = new HashSet<object>();
        var exceptions = new List<Exception>();

        foreach (var argument in Arguments)
        {
            if (await ResolveAsync(argument, name: null).ConfigureAwait(false) is { Value: { } value, IsSensitive: var isSensitive })
            {
                arguments.Add((argument, value, isSensitive));
            }
        }

        foreach (var (name, variable) in EnvironmentVariables)
        {
            if (await ResolveAsync(variable, name).ConfigureAwait(false) is { Value: { } value })
            {
                variables[name] = (variable, value);
            }
        }

        return new ExecutionConfigurationResult
        {
            ArgumentsWithUnprocessed = arguments,
            EnvironmentVariablesWithUnprocessed = variables,
            References = references,
            AdditionalConfigurationData = _additionalData,
            Exception = exceptions.Count == 0 ? null : new AggregateException("One or more errors occurred while resolving resource configuration.", exceptions),
        };

        async Task<ResolvedValue?> ResolveAsync(object value, string? name)
        {
            try
            {
                var resolved = await resource.ResolveValueAsync(executionContext, logger, value, name, cancellationToken).ConfigureAwait(false);
                if (resolved.Value is not null && value is IValueProvider or IManifestExpressionProvider)
                {
                    references.Add(value);
                }

                return resolved;
            }
#pragma warning disable CA1031 // Values come from code of any kind; the exception is reported in the result.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                if (name is null)
                {
                    Log.ArgumentFailed(logger, exception, resource.Name);
                }
                else
                {
                    Log.VariableFailed(logger, exception, name, resource.Name);
                }

                exceptions.Add(exception);
                return null;
            }
        }
    }

    private sealed class ExecutionConfigurationResult : IExecutionConfigurationResult
    {
        public required IEnumerable<object> References { get; init; }

        public required IEnumerable<(object Unprocessed, string Processed, bool IsSensitive)> ArgumentsWithUnprocessed { get; init; }

        public IEnumerable<(string Value, bool IsSensitive)> Arguments
            => ArgumentsWithUnprocessed.Select(argument => (argument.Processed, argument.IsSensitive));

        public required IEnumerable<KeyValuePair<string, (object Unprocessed, string Processed)>> EnvironmentVariablesWithUnprocessed { get; init; }

        public IEnumerable<KeyValuePair<string, string>> EnvironmentVariables
            => EnvironmentVariablesWithUnprocessed.Select(variable => KeyValuePair.Create(variable.Key, variable.Value.Processed));

        public required IEnumerable<IExecutionConfigurationData> AdditionalConfigurationData { get; init; }

        public Exception? Exception { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Failed to resolve an argument of resource '{ResourceName}'. A dependency may have failed to start.")]
        public static partial void ArgumentFailed(ILogger logger, Exception exception, string resourceName);

        [LoggerMessage(2, LogLevel.Error, "Failed to resolve environment variable '{Name}' of resource '{ResourceName}'. A dependency may have failed to start.")]
        public static partial void VariableFailed(ILogger logger, Exception exception, string name, string resourceName);
    }
}
