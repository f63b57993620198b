namespace Aspire.Hosting.ApplicationModel;

/// <summary>Who asks for a value, and from where.</summary>
public class ValueProviderContext
{
    /// <summary>Run or publish.</summary>
    public DistributedApplicationExecutionContext? ExecutionContext { get; init; }

    /// <summary>The resource that uses the value.</summary>
    public IResource? Caller { get; init; }

    /// <summary>The network the value must be usable on; by default the caller's.</summary>
    public NetworkIdentifier? Network { get; init; }

    internal NetworkIdentifier NetworkOrDefault
        => Network ?? Caller?.GetDefaultResourceNetwork() ?? KnownNetworkIdentifiers.LocalhostNetwork;
}

/// <summary>Knows a value while the application runs.</summary>
public interface IValueProvider
{
    /// <summary>The value; waits until it is known.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);

    /// <summary>The value for a caller; waits until it is known.</summary>
    ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default)
        => GetValueAsync(cancellationToken);
}

/// <summary>Knows the placeholder that stands for a value in a published application.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The placeholder.</summary>
    string ValueExpression { get; }
}

/// <summary>Knows a value and its placeholder.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider
{
}

/// <summary>A value made from others.</summary>
public interface IValueWithReferences
{
    /// <summary>What the value is made from.</summary>
    IEnumerable<object> References { get; }
}
