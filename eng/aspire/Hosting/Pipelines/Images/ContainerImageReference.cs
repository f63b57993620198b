using System.Diagnostics;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Stands for the name of a resource's image in its registry, or for the file that it was written to.</summary>
[DebuggerDisplay("{ValueExpression}")]
public class ContainerImageReference(IResource resource) : IManifestExpressionProvider, IValueWithReferences, IValueProvider
{
    /// <summary>The resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>The name's placeholder.</summary>
    public string ValueExpression => $"{{{Resource.Name}.containerImage}}";

    /// <summary>The resource.</summary>
    public IEnumerable<object> References => [Resource];

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => ((IValueProvider)this).GetValueAsync(new ValueProviderContext(), cancellationToken);

    async ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        if (context.ExecutionContext is { } executionContext)
        {
            var logger = executionContext.Services.GetRequiredService<ResourceLoggerService>().GetLogger(Resource);
            var options = await Resource.GetContainerBuildOptionsAsync(executionContext.Services, logger, executionContext, cancellationToken).ConfigureAwait(false);
            if (options is { Destination: ContainerImageDestination.Archive, OutputPath.Length: > 0 })
            {
                var name = options.LocalImageName ?? Resource.Name.ToLowerInvariant();
                var image = string.IsNullOrEmpty(options.LocalImageTag) ? name : $"{name}-{options.LocalImageTag}";
                return Path.Combine(options.OutputPath, $"{image.Replace('/', '-').Replace(':', '-')}.tar");
            }
        }

        return await Resource.GetFullRemoteImageNameAsync(cancellationToken).ConfigureAwait(false);
    }
}
