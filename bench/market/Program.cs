using Sage.Bench.Market;
using Sage.Bench.Market.Hosting;
using Sage.Bench.Market.Parsing;
using Sage.Bench.Market.Requests;
using Sage.Bench.Market.Streams;

// The sockets of the load generator complete on the one thread that polls them: it must take less of the machine than what it
// measures, and leave it a core.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1");

if (args is ["host", var kind, .. var rest])
{
    return await Hosts.RunAsync(kind, rest);
}

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stopping.Cancel();
};

var settings = BenchSettings.Parse(args);
if (settings is null)
{
    await Console.Error.WriteLineAsync(BenchSettings.Usage);
    return 1;
}

Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}. Everything, load generators included, runs on this machine.");
if (settings.Runs("parse"))
{
    ParseBench.Run();
}

if (settings.Runs("prices"))
{
    await RequestBench.RunAsync(settings, stopping.Token);
}

if (settings.Runs("stream"))
{
    await StreamBench.RunAsync(settings, stopping.Token);
}

return 0;
