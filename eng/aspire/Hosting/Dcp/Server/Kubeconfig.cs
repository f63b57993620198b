using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Aspire.Hosting.Dcp;

/// <summary>Reads the file in which DCP says how to reach it.</summary>
internal static class Kubeconfig
{
    /// <summary>False while the file is not yet there in full: DCP writes it in place, so a reader can meet half of it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DcpConnection? connection)
    {
        connection = null;
        if (!text.EndsWith('\n'))
        {
            return false;
        }

        string? server = null, token = null, authority = null;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var content = line.Trim().TrimStart("- ");
            server = Value(content, "server:") ?? server;
            token = Value(content, "token:") ?? token;
            authority = Value(content, "certificate-authority-data:") ?? authority;
        }

        if (token is null || !Uri.TryCreate(server, UriKind.Absolute, out var address) || !TryReadCertificate(authority, out var certificate))
        {
            return false;
        }

        connection = new DcpConnection(new Uri(address, "/"), token, certificate);
        return true;
    }

    private static string? Value(ReadOnlySpan<char> line, string key)
    {
        if (!line.StartsWith(key, StringComparison.Ordinal))
        {
            return null;
        }

        var value = line[key.Length..].Trim().Trim("\"'");
        return value.IsEmpty ? null : value.ToString();
    }

    private static bool TryReadCertificate(string? base64, [NotNullWhen(true)] out X509Certificate2? certificate)
    {
        certificate = null;
        var pem = new byte[base64?.Length ?? 0];
        if (!Convert.TryFromBase64String(base64 ?? "", pem, out var length) || length == 0)
        {
            return false;
        }

        try
        {
            certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(pem, 0, length));
            return true;
        }
        catch (CryptographicException)
        {
            // Cut off inside the certificate.
            return false;
        }
    }
}
