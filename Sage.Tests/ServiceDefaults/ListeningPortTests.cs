using Microsoft.Extensions.Configuration;
using Sage.ServiceDefaults.Health;

namespace Sage.Tests.ServiceDefaults;

public sealed class ListeningPortTests
{
    [Theory]
    [InlineData(null, null, null, 5000)]
    [InlineData(null, "3000", null, 3000)]
    [InlineData(null, " 3000 ; 8080", "3443", 3000)]
    [InlineData("http://+:4000", "3000", null, 4000)]
    [InlineData("https://*:4443;HTTP://0.0.0.0:4000/", null, null, 4000)]
    [InlineData("http://unix:/run/sage.sock;http://[::]:4000", null, null, 4000)]
    [InlineData("http://*", null, null, 80)]
    public void The_port_is_the_one_the_server_takes(string? urls, string? httpPorts, string? httpsPorts, int port) =>
        Assert.Equal(port, ListeningPort.Find(Settings(urls, httpPorts, httpsPorts)));

    [Theory]
    [InlineData("https://*:4443", "3000", null, "URLS")]
    [InlineData("http://*:0", null, null, "URLS")]
    [InlineData("localhost", null, null, "localhost")]
    [InlineData(null, "http", null, "HTTP_PORTS")]
    [InlineData(null, "70000", null, "HTTP_PORTS")]
    [InlineData(null, null, "3443", "HTTPS_PORTS")]
    public void Settings_without_a_plain_port_are_told_by_name(string? urls, string? httpPorts, string? httpsPorts, string named)
    {
        var exception = Assert.Throws<FormatException>(() => ListeningPort.Find(Settings(urls, httpPorts, httpsPorts)));

        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Settings(string? urls, string? httpPorts, string? httpsPorts) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("URLS", urls), new("HTTP_PORTS", httpPorts), new("HTTPS_PORTS", httpsPorts)])
        .Build();
}
