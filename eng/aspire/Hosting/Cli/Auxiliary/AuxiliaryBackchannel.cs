using System.Collections.Concurrent;
using System.Net.Sockets;
using Aspire.Hosting.Cli.Channels;
using Aspire.Hosting.Cli.JsonRpc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Cli;

/// <summary>The channel for every other command of the CLI: ps, describe, logs, wait, resource, stop and the tools of agents.</summary>
internal sealed partial class AuxiliaryBackchannel(IConfiguration configuration, AuxiliaryMethods methods, ILogger<AuxiliaryBackchannel> logger) : IHostedService, IDisposable
{
    /// <summary>Each command is one connection; more than this at a time wait in the backlog.</summary>
    private const int MaxConnections = 64;

    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _free = new(MaxConnections, MaxConnections);
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private UnixSocketListener? _listener;
    private Task _serving = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var id = AppHostSocket.Id(AppHostIdentity.ResolveLinks(AppHostIdentity.ReadPath(configuration)));
            UnixSocketListener.CreateDirectory(AppHostSocket.Directory);
            AppHostSocket.DeleteOrphans(AppHostSocket.Directory, id);
            var path = AppHostSocket.NewPath(AppHostSocket.Directory, id, Environment.ProcessId);
            _listener = UnixSocketListener.Bind(path);
            Log.Listening(logger, path);
            _serving = ServeAsync(_listener, _stopping.Token);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SocketException or DistributedApplicationException)
        {
            // A home directory that cannot be written costs the CLI's comfort, not the run.
            Log.NotListening(logger, exception.Message);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        // Here, for an application that is not disposed of would leave its socket behind.
        _listener?.Dispose();
        await Task.WhenAll([_serving, .. _connections.Keys]).WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _listener?.Dispose();
        _stopping.Dispose();
        _free.Dispose();
    }

    private async Task ServeAsync(UnixSocketListener listener, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _free.WaitAsync(cancellationToken);
                var connection = ServeAsync(await listener.AcceptAsync(cancellationToken), cancellationToken);
                _connections[connection] = 0;
                _ = connection.ContinueWith(ended => _connections.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException || (exception is SocketException && cancellationToken.IsCancellationRequested))
        {
            // The AppHost stops; a socket that is closed at that moment says so in its own way.
        }
        catch (SocketException exception)
        {
            Log.NotListening(logger, exception.Message);
        }
    }

    private async Task ServeAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new JsonRpcConnection(stream, methods.Create(), logger);
            await connection.RunAsync(cancellationToken);
        }
        finally
        {
            _free.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Commands of the Aspire CLI reach this AppHost on {Path}.")]
        public static partial void Listening(ILogger logger, string path);

        [LoggerMessage(LogLevel.Warning, "Commands of the Aspire CLI, such as ps and stop, will not find this AppHost: {Reason}")]
        public static partial void NotListening(ILogger logger, string reason);
    }
}
