using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

public static partial class ResourceExtensions
{
    /// <summary>
    /// The text of a value in an argument or variable of the resource: the value itself in run mode, its placeholder in publish mode.
    /// Null drops the argument or variable.
    /// </summary>
    internal static async ValueTask<ResolvedValue> ResolveValueAsync(this IResource resource, DistributedApplicationExecutionContext executionContext, ILogger logger, object? value, string? key = null, CancellationToken cancellationToken = default)
    {
        var source = value is IResourceBuilder<IResource> builder ? builder.Resource : value;
        return source switch
        {
            string text => new(text, IsSensitive: false),
            IValueProvider provider when executionContext.IsRunMode => await WaitForValueAsync(resource, executionContext, logger, provider, key, cancellationToken).ConfigureAwait(false),
            IManifestExpressionProvider provider when executionContext.IsPublishMode => new(provider.ValueExpression, IsSensitive: false),
            _ => new(value?.ToString(), IsSensitive: false),
        };
    }

    /// <summary>Makes the callbacks for arguments and variables run again, because the resource starts again.</summary>
    internal static void ForgetCallbackResults(this IResource resource)
    {
        foreach (var annotation in resource.Annotations)
        {
            (annotation as EnvironmentCallbackAnnotation)?.Once.Forget();
            (annotation as CommandLineArgsCallbackAnnotation)?.Once.Forget();
        }
    }

    private static async ValueTask<ResolvedValue> WaitForValueAsync(IResource resource, DistributedApplicationExecutionContext executionContext, ILogger logger, IValueProvider provider, string? key, CancellationToken cancellationToken)
    {
        var context = new ValueProviderContext { ExecutionContext = executionContext, Caller = resource };
        var resolving = ValueResolver.ResolveAsync(provider, context, cancellationToken);
        if (!resolving.IsCompleted)
        {
            // A resource that hangs here looks stuck; its log says what it waits for. The value itself may be a secret.
            var awaited = provider switch
            {
                IResource other => other.Name,
                ConnectionStringReference reference => $"the connection string of {reference.Resource.Name}",
                EndpointReference reference => $"endpoint {reference.EndpointName} of {reference.Resource.Name}",
                EndpointReferenceExpression { Endpoint: var reference } => $"endpoint {reference.EndpointName} of {reference.Resource.Name}",
                IManifestExpressionProvider expression => expression.ValueExpression,
                _ => provider.GetType().Name,
            };
            if (key is null)
            {
                Log.WaitingForArgument(logger, awaited);
            }
            else
            {
                Log.WaitingForVariable(logger, key, awaited);
            }
        }

        return await resolving.ConfigureAwait(false);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Waiting for {Awaited} to make an argument")]
        public static partial void WaitingForArgument(ILogger logger, string awaited);

        [LoggerMessage(2, LogLevel.Information, "Waiting for {Awaited} to set environment variable {Name}")]
        public static partial void WaitingForVariable(ILogger logger, string name, string awaited);
    }
}
