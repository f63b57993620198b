using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Grpc;

/// <summary>Admits calls that carry the key in a header; without a key it admits every call.</summary>
internal sealed class ApiKeyCheck(string headerName, string? expectedKey)
{
    // Hashes have one length, so the comparison tells nothing about the length of the key either.
    private readonly byte[]? _expected = string.IsNullOrEmpty(expectedKey) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(expectedKey));

    public bool Admits(HttpRequest request)
    {
        if (_expected is null)
        {
            return true;
        }

        return request.Headers[headerName] is [{ } key]
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(key)), _expected);
    }
}
