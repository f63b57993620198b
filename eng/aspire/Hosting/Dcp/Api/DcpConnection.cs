using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Aspire.Hosting.Dcp;

/// <summary>Where the API server listens and what proves both sides to each other.</summary>
internal sealed record DcpConnection(Uri Server, string Token, X509Certificate2 Authority)
{
    public HttpClient CreateHttpClient()
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            // Every followed log and every watch holds a stream; one connection has about 250.
            EnableMultipleHttp2Connections = true,
        };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { Authority },
            RevocationMode = X509RevocationMode.NoCheck,
        };

        return new HttpClient(handler, disposeHandler: true)
        {
            BaseAddress = Server,
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            DefaultRequestHeaders = { Authorization = new("Bearer", Token) },
        };
    }
}
