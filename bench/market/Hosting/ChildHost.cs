using System.Diagnostics;
using System.Globalization;

namespace Sage.Bench.Market.Hosting;

/// <summary>A server under measurement, watched from outside.</summary>
internal sealed class ChildHost : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private ChildHost(Process process, Uri address, Task<string> errors) => (_process, Address, _errors) = (process, address, errors);

    public Uri Address { get; }

    public int Id => _process.Id;

    public static async Task<ChildHost> StartAsync(string kind, IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        // The product's own runtime settings (garbage collector and all), for the baselines too.
        var folder = AppContext.BaseDirectory;
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "exec", "--runtimeconfig", Path.Combine(folder, "Sage.Api.runtimeconfig.json"), Path.Combine(folder, "Sage.Bench.Market.dll"), "host", kind },
        };
        start.Environment.Remove("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS");
        start.Environment.Remove("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT");
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith(Hosts.AddressLine, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new ChildHost(process, new Uri(line[Hosts.AddressLine.Length..]), errors);
            }
        }

        throw new InvalidOperationException($"The host '{kind}' did not start: {await errors}");
    }

    /// <summary>Resident memory, as the system counts it.</summary>
    public double Megabytes()
    {
        _process.Refresh();
        return _process.HasExited ? 0 : _process.WorkingSet64 / 1048576.0;
    }

    /// <summary>Processor seconds used so far.</summary>
    public double ProcessorSeconds()
    {
        _process.Refresh();
        return _process.HasExited ? 0 : _process.TotalProcessorTime.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        if (await _errors is { Length: > 0 } errors)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  (host {_process.Id} wrote: {errors.Trim()})"));
        }

        _process.Dispose();
    }
}
