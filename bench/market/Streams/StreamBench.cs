using System.Diagnostics;
using System.Globalization;
using Sage.Bench.Market.Hosting;

namespace Sage.Bench.Market.Streams;

/// <summary>Ticks in, event streams out: how long a price takes from the exchange's socket to every client.</summary>
internal static class StreamBench
{
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan PlainTime = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    // Beyond it a server is ended: the machine is needed for the next one.
    private const double MostMegabytes = 1_500;

    public static async Task RunAsync(BenchSettings settings, CancellationToken cancellationToken)
    {
        Console.WriteLine($"\nstream: {settings.TicksPerSecond:N0} ticks/s of {TickSource.Symbols} symbols in, {settings.Clients:N0} clients out, {settings.StreamTime.TotalSeconds:N0} s; an event at most every {settings.Interval.TotalMilliseconds:0.#} ms");
        var product = await MeasureAsync("Sage.Api", Hosts.Product, settings, settings.StreamTime, cancellationToken);
        if (!settings.Baselines)
        {
            return;
        }

        var bare = await MeasureAsync("baseline: bare conflating server", Hosts.BareStream, settings, TimeSpan.FromSeconds(Math.Min(20, settings.StreamTime.TotalSeconds)), cancellationToken);
        var plain = await MeasureAsync("baseline: plain, one write per tick and client", Hosts.PlainStream, settings, PlainTime, cancellationToken);
        Console.WriteLine(Result.Ratio("bare", product, bare));
        Console.WriteLine(Result.Ratio("plain", product, plain));
    }

    private static async Task<Result> MeasureAsync(string name, string kind, BenchSettings settings, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var source = new TickSource();
        await using var host = await ChildHost.StartAsync(kind, kind == Hosts.Product ? ProductArguments.For(source, settings.Clients, settings.Interval) : [source.Address.ToString(), settings.Interval.ToString("c")], cancellationToken);
        await Until.TrueAsync(() => source.IsRead, cancellationToken);
        using var totals = new StreamTotals();
        source.SetRate(settings.TicksPerSecond);

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var readers = Enumerable.Range(0, settings.Clients).Select(number => new StreamReader(source, totals, number)).ToList();
        var running = readers.Select(reader => reader.RunAsync(host.Address, stopping.Token)).ToList();
        await Task.Delay(Warmup, cancellationToken);

        totals.Measuring = true;
        var (delivered, sent, bytes, load, server) = (totals.Delivered, source.Sent, totals.Bytes, Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds, host.ProcessorSeconds());
        var began = Stopwatch.GetTimestamp();
        var memory = new List<double>();
        while (Stopwatch.GetElapsedTime(began) < duration && memory.LastOrDefault() < MostMegabytes)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            memory.Add(host.Megabytes());
            totals.NoteAll = Stopwatch.GetElapsedTime(began) > duration - TimeSpan.FromSeconds(2);
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        (delivered, sent, bytes, load, server) = (totals.Delivered - delivered, source.Sent - sent, totals.Bytes - bytes, Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds - load, host.ProcessorSeconds() - server);
        totals.Measuring = false;
        source.SetRate(0);
        // What is on its way when the ticks end may take its time: half a megabyte per client lies in the sockets of a server that does not bound it.
        var quiet = Stopwatch.GetTimestamp();
        var right = 0;
        while ((right = readers.Count(reader => Enumerable.Range(0, TickSource.Symbols).All(symbol => reader.Seen(symbol) == source.Last(symbol)))) < settings.Clients && Stopwatch.GetElapsedTime(quiet) < Settling)
        {
            await Task.Delay(20, cancellationToken);
        }

        var settled = Stopwatch.GetElapsedTime(quiet);
        await stopping.CancelAsync();
        readers.ForEach(reader => reader.Dispose());
        await Task.WhenAll(running);

        var p99 = totals.Waiting.Percentile(0.99);
        // Each client measures one symbol of ten.
        var wanted = sent / (double)TickSource.Symbols * settings.Clients;
        var share = kind == Hosts.PlainStream ? $", {delivered / wanted:P0} of all ticks delivered" : $", {delivered / seconds / settings.Clients:0} events/s to each client";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
              {name}
                tick to client, any tick until it or a newer one is there: p50 {totals.Waiting.Percentile(0.5):0.0} ms, p99 {p99:0.0} ms, p99.9 {totals.Waiting.Percentile(0.999):0.0} ms
                tick to client, those sent: p50 {totals.Delivery.Percentile(0.5):0.0} ms, p99 {totals.Delivery.Percentile(0.99):0.0} ms{share}
                last prices right: {right} of {settings.Clients} clients {settled.TotalMilliseconds:0} ms after the last tick; connections lost: {totals.Lost}; {sent / seconds:0} ticks/s in, {bytes / seconds / 1e6:0} MB/s out
                memory: {memory[0]:0} MB at first, {memory[^1]:0} at the end, {memory.Max():0} at most; first third {Median(memory[..Math.Max(1, memory.Count / 3)]):0}, last third {Median(memory[(memory.Count * 2 / 3)..]):0}
                processors: server {server / seconds:0.00}, load generator {load / seconds:0.00}
            """));
        return new Result(p99, memory.Max(), server / seconds);
    }

    private sealed record Result(double P99, double Megabytes, double Processors)
    {
        public static string Ratio(string name, Result ours, Result theirs) => string.Create(CultureInfo.InvariantCulture,
            $"  Sage.Api against {name}: p99 x{ours.P99 / theirs.P99:0.00}, memory x{ours.Megabytes / theirs.Megabytes:0.00}, processors x{ours.Processors / theirs.Processors:0.00}");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
