using System.Globalization;

namespace Sage.Bench.Market.Hosting;

/// <summary>The servers under measurement, each in a process of its own, which says its address and ends with its standard input.</summary>
internal static class Hosts
{
    public const string Product = "product";
    public const string BareBytes = "bare-bytes";
    public const string BareStream = "bare-stream";
    public const string PlainStream = "plain-stream";

    public const string AddressLine = "listening on ";

    public static async Task<int> RunAsync(string kind, string[] args)
    {
        await using var app = kind switch
        {
            Product => ProductHost.Create(args),
            BareBytes => BareHosts.Bytes(args[0]),
            BareStream => BareHosts.ConflatingStream(args[0], TimeSpan.Parse(args[1], CultureInfo.InvariantCulture)),
            PlainStream => BareHosts.PlainStream(args[0]),
            _ => throw new ArgumentException($"There is no host '{kind}'.", nameof(kind)),
        };
        await app.StartAsync();
        Console.WriteLine(AddressLine + app.Urls.First());

        // Ends with the parent, however that ends.
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }
}
