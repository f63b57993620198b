using System.Net.Sockets;
using System.Text;

namespace Sage.Tests.AppHost;

/// <summary>Asks a Valkey server directly on the wire, without the client library that the product uses.</summary>
internal static class ValkeyProbe
{
    /// <param name="connectionString"><c>host:port,password=…</c></param>
    public static async Task<Dictionary<string, string>> InfoAsync(string connectionString, CancellationToken cancellationToken)
    {
        var password = connectionString.Split(',').Single(p => p.StartsWith("password=", StringComparison.Ordinal))["password=".Length..];
        var text = await SendAsync(connectionString, $"AUTH {password}\r\nINFO server\r\nQUIT\r\n", cancellationToken);
        return text.Split("\r\n").Where(l => l.Contains(':') && !l.StartsWith('#')).ToDictionary(l => l[..l.IndexOf(':')], l => l[(l.IndexOf(':') + 1)..], StringComparer.Ordinal);
    }

    public static async Task<string> WithoutPasswordAsync(string connectionString, CancellationToken cancellationToken) =>
        (await SendAsync(connectionString, "PING\r\nQUIT\r\n", cancellationToken)).TrimStart('-');

    private static async Task<string> SendAsync(string connectionString, string commands, CancellationToken cancellationToken)
    {
        var address = connectionString.Split(',')[0].Split(':');
        using var client = new TcpClient();
        await client.ConnectAsync(address[0], int.Parse(address[1]), cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(commands), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
