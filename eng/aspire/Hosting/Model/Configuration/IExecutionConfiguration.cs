using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Finds out with which arguments and variables a resource runs.</summary>
public interface IExecutionConfigurationBuilder
{
    /// <summary>Adds a source of arguments and variables; sources are asked in order.</summary>
    IExecutionConfigurationBuilder AddExecutionConfigurationGatherer(IExecutionConfigurationGatherer gatherer);

    /// <summary>Asks the sources and resolves what they gave. Values that cannot be resolved are in the result's exception.</summary>
    Task<IExecutionConfigurationResult> BuildAsync(DistributedApplicationExecutionContext executionContext, ILogger? resourceLogger = null, CancellationToken cancellationToken = default);
}

/// <summary>A source of arguments and variables.</summary>
public interface IExecutionConfigurationGatherer
{
    /// <summary>Adds to what was gathered so far.</summary>
    ValueTask GatherAsync(IExecutionConfigurationGathererContext context, IResource resource, ILogger resourceLogger, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken = default);
}

/// <summary>What was gathered so far.</summary>
public interface IExecutionConfigurationGathererContext
{
    /// <summary>The arguments, not resolved yet.</summary>
    List<object> Arguments { get; }

    /// <summary>The variables, not resolved yet.</summary>
    Dictionary<string, object> EnvironmentVariables { get; }

    /// <summary>Adds anything else.</summary>
    void AddAdditionalData(IExecutionConfigurationData metadata);
}

/// <summary>Anything else a source found out.</summary>
public interface IExecutionConfigurationData
{
}

/// <summary>With what a resource runs.</summary>
public interface IExecutionConfigurationResult
{
    /// <summary>The values that were resolved.</summary>
    IEnumerable<object> References { get; }

    /// <summary>The arguments with what they were resolved from.</summary>
    IEnumerable<(object Unprocessed, string Processed, bool IsSensitive)> ArgumentsWithUnprocessed { get; }

    /// <summary>The arguments.</summary>
    IEnumerable<(string Value, bool IsSensitive)> Arguments { get; }

    /// <summary>The variables with what they were resolved from.</summary>
    IEnumerable<KeyValuePair<string, (object Unprocessed, string Processed)>> EnvironmentVariablesWithUnprocessed { get; }

    /// <summary>The variables.</summary>
    IEnumerable<KeyValuePair<string, string>> EnvironmentVariables { get; }

    /// <summary>Anything else the sources found out.</summary>
    IEnumerable<IExecutionConfigurationData> AdditionalConfigurationData { get; }

    /// <summary>Why some values are missing, or null.</summary>
    Exception? Exception { get; }
}
