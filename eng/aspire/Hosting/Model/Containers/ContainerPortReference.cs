namespace Aspire.Hosting.ApplicationModel;

/// <summary>Stands for the port the published container listens on, which the publisher knows.</summary>
public class ContainerPortReference(IResource resource) : IManifestExpressionProvider, IValueWithReferences, IValueProvider
{
    /// <summary>The resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>The port's placeholder.</summary>
    public string ValueExpression => $"{{{Resource.Name}.containerPort}}";

    /// <summary>The resource.</summary>
    public IEnumerable<object> References => [Resource];

    // .NET images listen on 8080 unless they are told otherwise.
    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>("8080");
}
