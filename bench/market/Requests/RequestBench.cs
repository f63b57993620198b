using System.Globalization;
using Sage.Bench.Market.Hosting;
using Sage.Bench.Market.Streams;

namespace Sage.Bench.Market.Requests;

/// <summary>GET /api/market/prices of the whole product, prices moving, against a bare Kestrel endpoint that returns the same bytes.</summary>
internal static class RequestBench
{
    private const int Connections = 64;
    private const int TicksPerSecond = 200;
    private const string Path = "/api/market/prices";

    // Several per second and connection would be pushed out of the measure by a single pause, so rounds alternate and the medians count.
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(BenchSettings settings, CancellationToken cancellationToken)
    {
        var wrk = Wrk.Find();
        Console.WriteLine($"\nprices: GET /api/market/prices, {Connections} keep-alive connections, {settings.Rounds} alternating rounds of {Round.TotalSeconds:0} s; load by {(wrk is null ? "the bench's own generator" : "wrk")}; {TicksPerSecond} ticks/s come in meanwhile");
        await using var source = new TickSource();
        await using var product = await ChildHost.StartAsync(Hosts.Product, ProductArguments.For(source, 1, settings.Interval), cancellationToken);
        await Until.TrueAsync(() => source.IsRead, cancellationToken);
        source.SetRate(TicksPerSecond);
        var body = await WarmAsync(new Uri(product.Address, Path), cancellationToken);

        var file = System.IO.Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, body, cancellationToken);
            await using var bare = await ChildHost.StartAsync(Hosts.BareBytes, [file], cancellationToken);
            await CompareAsync(product, bare, body.Length, settings, wrk, cancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task CompareAsync(ChildHost product, ChildHost bare, int bytes, BenchSettings settings, Wrk? wrk, CancellationToken cancellationToken)
    {
        var (ours, theirs) = (new List<Load>(), new List<Load>());
        for (var round = -1; round < settings.Rounds; round++)
        {
            // Who comes first changes: the second one finds a warmer machine. The first round only warms both up.
            var pair = (round & 1) == 0 ? new[] { (product, ours), (bare, theirs) } : [(bare, theirs), (product, ours)];
            foreach (var (host, loads) in pair)
            {
                var (address, before) = (new Uri(host.Address, Path), host.ProcessorSeconds());
                var load = wrk is null ? await OwnLoad.RunAsync(address, Connections, Round, cancellationToken) : await wrk.RunAsync(address, Connections, Round, cancellationToken);
                if (round >= 0)
                {
                    loads.Add(load with { Processor = (host.ProcessorSeconds() - before) / (load.PerSecond * Round.TotalSeconds) });
                }
            }
        }

        var (us, them) = (Load.Median(ours), Load.Median(theirs));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
              Sage.Api                    {us}
              baseline: bare Kestrel      {them}
              Sage.Api against bare ({bytes} bytes): requests/s x{us.PerSecond / them.PerSecond:0.00}, p50 x{us.P50 / them.P50:0.00}, p99 x{us.P99 / them.P99:0.00}, processor x{us.Processor / them.Processor:0.00}
            """));
    }

    /// <summary>Until every symbol has a price.</summary>
    private static async Task<byte[]> WarmAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        while (true)
        {
            var body = await http.GetByteArrayAsync(address, cancellationToken);
            using var document = System.Text.Json.JsonDocument.Parse(body);
            if (document.RootElement.GetArrayLength() == TickSource.Symbols)
            {
                return body;
            }

            await Task.Delay(50, cancellationToken);
        }
    }
}

/// <summary>What a load generator saw; times in milliseconds.</summary>
internal sealed record Load(double PerSecond, double P50, double P99, long Errors)
{
    /// <summary>What a request took of the server's processors, in seconds.</summary>
    public double Processor { get; init; }

    public static Load Median(List<Load> loads) => new(
        Middle(loads.Select(load => load.PerSecond)), Middle(loads.Select(load => load.P50)), Middle(loads.Select(load => load.P99)), loads.Sum(load => load.Errors))
    {
        Processor = Middle(loads.Select(load => load.Processor)),
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PerSecond,9:0} requests/s, p50 {P50:0.00} ms, p99 {P99:0.00} ms, {Processor * 1e6:0.0} µs of processor each, {Errors} errors");

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
