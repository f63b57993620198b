namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which certificates a resource trusts.</summary>
public enum CertificateTrustScope
{
    /// <summary>Those it trusts anyway; nothing is configured.</summary>
    None,

    /// <summary>The given ones besides those it trusts anyway.</summary>
    Append,

    /// <summary>The given ones only.</summary>
    Override,

    /// <summary>The given ones and those of the system.</summary>
    System,
}

/// <summary>Says how the resource is told which certificates to trust.</summary>
public sealed class CertificateTrustConfigurationCallbackAnnotation(Func<CertificateTrustConfigurationCallbackAnnotationContext, Task> callback) : IResourceAnnotation
{
    /// <summary>The callback.</summary>
    public Func<CertificateTrustConfigurationCallbackAnnotationContext, Task> Callback { get; } = callback ?? throw new ArgumentNullException(nameof(callback));
}

/// <summary>What a callback needs to configure trust.</summary>
public sealed class CertificateTrustConfigurationCallbackAnnotationContext
{
    /// <summary>The context of the run.</summary>
    public required DistributedApplicationExecutionContext ExecutionContext { get; init; }

    /// <summary>The resource.</summary>
    public required IResource Resource { get; init; }

    /// <summary>The arguments so far, to be changed.</summary>
    public required List<object> Arguments { get; init; }

    /// <summary>The environment variables so far, to be changed.</summary>
    public required Dictionary<string, object> EnvironmentVariables { get; init; }

    /// <summary>The path of one file with all certificates.</summary>
    public required ReferenceExpression CertificateBundlePath { get; init; }

    /// <summary>The directories with one file for each certificate.</summary>
    public required ReferenceExpression CertificateDirectoriesPath { get; init; }

    /// <summary>Which certificates are trusted.</summary>
    public required CertificateTrustScope Scope { get; init; }

    /// <summary>Stops the start of the resource.</summary>
    public required CancellationToken CancellationToken { get; init; }
}

/// <summary>The certificates a resource trusts.</summary>
internal sealed class CertificateAuthorityCollectionAnnotation(CertificateTrustScope scope) : IResourceAnnotation
{
    public CertificateTrustScope Scope { get; } = scope;
}
