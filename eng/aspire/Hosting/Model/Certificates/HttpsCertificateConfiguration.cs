using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says how the resource is given the certificate of its https endpoints.</summary>
[Experimental("ASPIRECERTIFICATES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class HttpsCertificateConfigurationCallbackAnnotation(Func<HttpsCertificateConfigurationCallbackAnnotationContext, Task> callback) : IResourceAnnotation
{
    /// <summary>The callback.</summary>
    public Func<HttpsCertificateConfigurationCallbackAnnotationContext, Task> Callback { get; } = callback ?? throw new ArgumentNullException(nameof(callback));
}

/// <summary>What a callback needs to hand over a certificate.</summary>
[Experimental("ASPIRECERTIFICATES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class HttpsCertificateConfigurationCallbackAnnotationContext
{
    /// <summary>The context of the run.</summary>
    public required DistributedApplicationExecutionContext ExecutionContext { get; init; }

    /// <summary>The resource.</summary>
    public required IResource Resource { get; init; }

    /// <summary>The arguments so far, to be changed.</summary>
    public required List<object> Arguments { get; init; }

    /// <summary>The environment variables so far, to be changed.</summary>
    public required Dictionary<string, object> EnvironmentVariables { get; init; }

    /// <summary>The path of the certificate as PEM.</summary>
    public required ReferenceExpression CertificatePath { get; init; }

    /// <summary>The path of its key as PEM.</summary>
    public required ReferenceExpression KeyPath { get; init; }

    /// <summary>The path of one PEM file with both.</summary>
    public required ReferenceExpression CertificateWithKeyPath { get; init; }

    /// <summary>The path of both as PFX.</summary>
    public required ReferenceExpression PfxPath { get; init; }

    /// <summary>The password of the key, if it has one.</summary>
    public required IValueProvider? Password { get; init; }

    /// <summary>Stops the start of the resource.</summary>
    public required CancellationToken CancellationToken { get; init; }
}

/// <summary>Which certificate the resource's https endpoints use.</summary>
internal sealed class HttpsCertificateAnnotation : IResourceAnnotation
{
    public bool? UseDeveloperCertificate { get; init; }
}
