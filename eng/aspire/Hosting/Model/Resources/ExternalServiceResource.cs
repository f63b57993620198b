using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A service that is not part of the application, known by its URL.</summary>
public sealed class ExternalServiceResource : Resource
{
    /// <summary>Creates the resource with a fixed URL.</summary>
    public ExternalServiceResource(string name, Uri uri) : base(name)
    {
        Uri = uri ?? throw new ArgumentNullException(nameof(uri), "The URI for the external service cannot be null.");
        if (Invalid(uri) is { } invalid)
        {
            throw invalid;
        }
    }

    /// <summary>Creates the resource with a URL that a parameter holds.</summary>
    public ExternalServiceResource(string name, ParameterResource urlParameter) : base(name)
        => UrlParameter = urlParameter ?? throw new ArgumentNullException(nameof(urlParameter), "The URL parameter for the external service cannot be null.");

    /// <summary>The fixed URL.</summary>
    public Uri? Uri { get; }

    /// <summary>The parameter that holds the URL.</summary>
    public ParameterResource? UrlParameter { get; }

    internal static bool UrlIsValidForExternalService(string? url, [NotNullWhen(true)] out Uri? uri, [NotNullWhen(false)] out string? message)
    {
        message = Uri.TryCreate(url, UriKind.Absolute, out uri)
            ? Invalid(uri)?.Message
            : "The URL for the external service must be an absolute URI.";
        if (message is not null)
        {
            uri = null;
            return false;
        }

        return uri is not null;
    }

    private static ArgumentException? Invalid(Uri uri) => uri switch
    {
        { IsAbsoluteUri: false } => new("The URI for the external service must be absolute.", nameof(uri)),
        { Fragment.Length: > 0 } => new("The URI cannot contain a fragment.", nameof(uri)),
        { Query.Length: > 0 } => new("The URI cannot contain a query string.", nameof(uri)),
        _ => null,
    };
}
