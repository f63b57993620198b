using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sage.AppHost.Local;

/// <summary>Ends with the application, after its servers: gives the data directory free, and removes it when it was for one run.</summary>
internal sealed class DirectoryLease : IAsyncDisposable
{
    private readonly ServerDirectory _directory;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public DirectoryLease(ServerDirectory directory, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<DirectoryLease> logger)
    {
        (_directory, _time, _logger) = (directory, time, logger);
        if (directory.Location.Temporary is { } temporary)
        {
            TemporaryData.Sweep(temporary, time, logger);
        }
        // Run() ends the process without disposing the host; a test disposes it.
        lifetime.ApplicationStopped.Register(Release);
    }

    public async ValueTask DisposeAsync()
    {
        _directory.Dispose();
        if (_directory.Location.Temporary is { } temporary)
        {
            await TemporaryData.DeleteAsync(temporary, _time, _logger);
        }
    }

    private void Release()
    {
        _directory.Dispose();
        if (_directory.Location.Temporary is { } temporary)
        {
            TemporaryData.TryDelete(temporary, _logger);
        }
    }
}
