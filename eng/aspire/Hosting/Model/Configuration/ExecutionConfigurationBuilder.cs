using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Finds out with which arguments and variables a resource runs.</summary>
public sealed class ExecutionConfigurationBuilder : IExecutionConfigurationBuilder
{
    private readonly IResource _resource;
    private readonly List<IExecutionConfigurationGatherer> _gatherers = [];

    private ExecutionConfigurationBuilder(IResource resource) => _resource = resource;

    /// <summary>Begins for a resource, without any sources.</summary>
    public static IExecutionConfigurationBuilder Create(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new ExecutionConfigurationBuilder(resource);
    }

    /// <inheritdoc/>
    public IExecutionConfigurationBuilder AddExecutionConfigurationGatherer(IExecutionConfigurationGatherer gatherer)
    {
        _gatherers.Add(gatherer);
        return this;
    }

    /// <inheritdoc/>
    public async Task<IExecutionConfigurationResult> BuildAsync(DistributedApplicationExecutionContext executionContext, ILogger? resourceLogger = null, CancellationToken cancellationToken = default)
    {
        resourceLogger ??= executionContext.Services.GetRequiredService<ResourceLoggerService>().GetLogger(_resource);
        var context = new ExecutionConfigurationGathererContext();
        foreach (var gatherer in _gatherers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await gatherer.GatherAsync(context, _resource, resourceLogger, executionContext, cancellationToken).ConfigureAwait(false);
        }

        return await context.ResolveAsync(_resource, resourceLogger, executionContext, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>The sources every resource has.</summary>
public static class ExecutionConfigurationBuilderExtensions
{
    /// <summary>Takes the arguments from the resource's callbacks.</summary>
    public static IExecutionConfigurationBuilder WithArgumentsConfig(this IExecutionConfigurationBuilder builder)
        => builder.AddExecutionConfigurationGatherer(new ArgumentsGatherer());

    /// <summary>Takes the variables from the resource's callbacks.</summary>
    public static IExecutionConfigurationBuilder WithEnvironmentVariablesConfig(this IExecutionConfigurationBuilder builder)
        => builder.AddExecutionConfigurationGatherer(new EnvironmentVariablesGatherer());
}

/// <summary>Reads results.</summary>
public static class ExecutionConfigurationResultExtensions
{
    /// <summary>Finds something else a source found out, by its type.</summary>
    public static bool TryGetAdditionalData<T>(this IExecutionConfigurationResult configuration, [NotNullWhen(true)] out T? additionalData)
        where T : IExecutionConfigurationData
    {
        additionalData = configuration.AdditionalConfigurationData.OfType<T>().FirstOrDefault();
        return additionalData is not null;
    }
}
