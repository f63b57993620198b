using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Recognises host names that mean this machine.</summary>
public static class EndpointHostHelpers
{
    /// <summary>The host is localhost.</summary>
    public static bool IsLocalhost([NotNullWhen(true)] string? host) => string.Equals(host, KnownHostNames.Localhost, StringComparison.OrdinalIgnoreCase);

    /// <summary>The host is localhost.</summary>
    public static bool IsLocalhost([NotNullWhen(true)] Uri? uri) => uri is not null && IsLocalhost(uri.Host);

    /// <summary>The host is under .localhost.</summary>
    public static bool IsLocalhostTld([NotNullWhen(true)] string? host) => host is not null && host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>The host is under .localhost.</summary>
    public static bool IsLocalhostTld([NotNullWhen(true)] Uri? uri) => uri is not null && IsLocalhostTld(uri.Host);

    /// <summary>The host is under .dev.localhost.</summary>
    public static bool IsDevLocalhostTld([NotNullWhen(true)] string? host) => host is not null && host.EndsWith(".dev.localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>The host is under .dev.localhost.</summary>
    public static bool IsDevLocalhostTld([NotNullWhen(true)] Uri? uri) => uri is not null && IsDevLocalhostTld(uri.Host);

    /// <summary>The host is localhost or under .localhost.</summary>
    public static bool IsLocalhostOrLocalhostTld([NotNullWhen(true)] string? host) => IsLocalhost(host) || IsLocalhostTld(host);

    /// <summary>The host is localhost or under .localhost.</summary>
    public static bool IsLocalhostOrLocalhostTld([NotNullWhen(true)] Uri? uri) => uri is not null && IsLocalhostOrLocalhostTld(uri.Host);

    // The engine allocates plain localhost; what a person sees keeps the name they chose.
    internal static async ValueTask<string?> GetUrlWithTargetHostAsync(EndpointReference endpoint, CancellationToken cancellationToken = default)
    {
        var url = await endpoint.GetValueAsync(cancellationToken).ConfigureAwait(false);
        var host = endpoint.EndpointAnnotation.TargetHost;
        return IsLocalhostTld(host) && Uri.TryCreate(url, UriKind.Absolute, out var uri) ? $"{uri.Scheme}://{host}:{uri.Port}" : url;
    }
}
