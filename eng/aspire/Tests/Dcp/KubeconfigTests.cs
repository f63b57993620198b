using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Tests.Dcp;

public sealed class KubeconfigTests
{
    private static readonly string Complete = $"""
        apiVersion: v1
        clusters:
        - cluster:
            certificate-authority-data: {Convert.ToBase64String(Encoding.ASCII.GetBytes(Pem()))}
            server: https://127.0.0.1:41234
          name: apiserver_cluster
        users:
        - name: apiserver_user
          user:
            token: secret-token

        """;

    [Fact]
    public void A_complete_file_says_where_dcp_listens_and_whom_to_trust()
    {
        Assert.True(Kubeconfig.TryParse(Complete, out var connection));

        Assert.Equal(new Uri("https://127.0.0.1:41234/"), connection.Server);
        Assert.Equal("secret-token", connection.Token);
        Assert.Equal("CN=localhost", connection.Authority.Subject);
    }

    [Fact]
    public void No_part_of_the_file_is_taken_for_the_whole()
    {
        for (var length = 0; length < Complete.Length; length++)
        {
            Assert.False(Kubeconfig.TryParse(Complete[..length], out _), $"the first {length} characters");
        }
    }

    [Theory]
    [InlineData("certificate-authority-data: bm90IGEgY2VydGlmaWNhdGU=\nserver: https://127.0.0.1:1\ntoken: t\n")]
    [InlineData("certificate-authority-data: %%%\nserver: https://127.0.0.1:1\ntoken: t\n")]
    [InlineData("")]
    public void A_file_without_a_certificate_is_not_used(string text) => Assert.False(Kubeconfig.TryParse(text, out _));

    private static string Pem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem();
    }
}
