using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Sage.ServiceDefaults.Health;

/// <summary>The port of this container's server, by the rules and from the settings the server itself reads.</summary>
internal static class ListeningPort
{
    // WebApplicationBuilder's order: each source overrules the ones before it.
    public static IConfiguration Environment() => new ConfigurationBuilder()
        .AddEnvironmentVariables("ASPNETCORE_")
        .AddEnvironmentVariables("DOTNET_")
        .AddEnvironmentVariables()
        .Build();

    /// <exception cref="FormatException">No port for plain HTTP can be read from the settings; the message says why.</exception>
    public static int Find(IConfiguration settings)
    {
        // Addresses beat ports, and without both Kestrel takes 5000: learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/endpoints
        if (settings["URLS"] is { Length: > 0 } urls)
        {
            return Parts(urls).Select(BindingAddress.Parse).FirstOrDefault(IsPlainHttp)?.Port
                ?? throw new FormatException($"URLS ('{urls}') names no port for plain HTTP.");
        }

        var ports = Parts(settings["HTTP_PORTS"]);
        if (ports is [var first, ..])
        {
            return int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
                ? port
                : throw new FormatException($"HTTP_PORTS ('{settings["HTTP_PORTS"]}') does not begin with a port.");
        }

        return Parts(settings["HTTPS_PORTS"]).Length == 0 ? 5000 : throw new FormatException("only HTTPS_PORTS is set, and the check speaks plain HTTP.");
    }

    private static string[] Parts(string? list) => list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    // Port 0 is any free one: nobody else can know which.
    private static bool IsPlainHttp(BindingAddress address) =>
        address is { IsUnixPipe: false, IsNamedPipe: false, Port: > 0 } && address.Scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase);
}
