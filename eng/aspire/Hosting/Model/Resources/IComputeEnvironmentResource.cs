using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where published resources run.</summary>
public interface IComputeEnvironmentResource : IResource
{
    /// <summary>The host other resources use for the endpoint there.</summary>
    [Experimental("ASPIRECOMPUTE002", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    ReferenceExpression GetHostAddressExpression(EndpointReference endpointReference)
        => throw new NotSupportedException($"The compute environment '{Name}' does not say which host an endpoint has.");

    /// <summary>A property of an endpoint as it will be there.</summary>
    [Experimental("ASPIRECOMPUTE002", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    ReferenceExpression GetEndpointPropertyExpression(EndpointReferenceExpression endpointReferenceExpression)
    {
        var reference = endpointReferenceExpression.Endpoint;
        var endpoint = reference.EndpointAnnotation;
        var scheme = endpoint.UriScheme;
        int? schemePort = scheme.ToUpperInvariant() switch { "HTTP" => 80, "HTTPS" => 443, _ => null };
        var port = endpoint.Port ?? schemePort
            ?? throw new InvalidOperationException($"Endpoint '{endpoint.Name}' must specify a port for scheme '{scheme}'.");
        var portText = port.ToString(CultureInfo.InvariantCulture);

        return endpointReferenceExpression.Property switch
        {
            EndpointProperty.Url when port == schemePort => ReferenceExpression.Create($"{scheme}://{Host()}"),
            EndpointProperty.Url => ReferenceExpression.Create($"{scheme}://{Host()}:{portText}"),
            EndpointProperty.Host or EndpointProperty.IPV4Host => Host(),
            EndpointProperty.Port => ReferenceExpression.Create($"{portText}"),
            EndpointProperty.TargetPort when endpoint.TargetPort is int target => ReferenceExpression.Create($"{target.ToString(CultureInfo.InvariantCulture)}"),
            EndpointProperty.TargetPort => ReferenceExpression.Create($"{new ContainerPortReference(reference.Resource)}"),
            EndpointProperty.Scheme => ReferenceExpression.Create($"{scheme}"),
            EndpointProperty.HostAndPort => ReferenceExpression.Create($"{Host()}:{portText}"),
            EndpointProperty.TlsEnabled => ReferenceExpression.Create($"{endpoint.TlsEnabled.ToString(CultureInfo.InvariantCulture)}"),
            var property => throw new InvalidOperationException($"The property '{property}' is not supported for the endpoint '{endpoint.Name}'."),
        };

        ReferenceExpression Host() => GetHostAddressExpression(reference);
    }
}
