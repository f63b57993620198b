using System.Net.Sockets;
using Aspire.Hosting.Cli.Channels;
using Aspire.Hosting.Cli.JsonRpc;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Cli;

/// <summary>The channel to the CLI that started this AppHost, on the socket that it named.</summary>
internal sealed partial class LaunchBackchannel(CliSession session, ILaunchMethods methods, ILogger<LaunchBackchannel> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private UnixSocketListener? _listener;
    private Task _serving = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (session.LaunchSocketPath is { } path)
        {
            _listener = UnixSocketListener.Bind(path);
            _serving = ServeAsync(_listener, _stopping.Token);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        // Here, for an application that is not disposed of would leave its socket behind.
        _listener?.Dispose();
        await _serving.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _listener?.Dispose();
        _stopping.Dispose();
    }

    private async Task ServeAsync(UnixSocketListener listener, CancellationToken cancellationToken)
    {
        try
        {
            // One CLI started this AppHost, so there is one connection.
            await using var connection = new JsonRpcConnection(await listener.AcceptAsync(cancellationToken), methods.Create(), logger);
            Log.Connected(logger);
            await connection.RunAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException && cancellationToken.IsCancellationRequested)
        {
            // The AppHost stops.
        }
        catch (SocketException exception)
        {
            Log.NotListening(logger, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The Aspire CLI has connected.")]
        public static partial void Connected(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "The Aspire CLI that started this AppHost will not reach it: {Reason}")]
        public static partial void NotListening(ILogger logger, string reason);
    }
}
