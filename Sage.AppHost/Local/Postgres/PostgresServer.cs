using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using ToolCache;

namespace Sage.AppHost.Local;

internal sealed class PostgresServer(PostgresServerResource resource, ServerDirectory directory) : LocalServer(resource, directory)
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private LocalProgram? _program;

    public override string ProcessName => "postgres";

    /// <summary>SIGTERM would mean "when the last client has gone".</summary>
    public override int StopSignal => Libc.Interrupt;

    public override Task<LocalProgram> LocateAsync(CancellationToken cancellationToken) => PostgresPrograms.LocateAsync(cancellationToken);

    public override Task FetchAsync(IProgress<string> progress, CancellationToken cancellationToken) => PostgresPrograms.FetchAsync(progress, cancellationToken);

    public override IEnumerable<object> Arguments =>
    [
        "-D", Directory.Path,
        "-c", "listen_addresses=localhost",
        // Sockets of several servers would clash, and their paths have a length limit.
        "-c", "unix_socket_directories=",
        // A query whose client was killed would keep the server from ending.
        .. OperatingSystem.IsWindows() ? Array.Empty<string>() : ["-c", "client_connection_check_interval=1s"],
        .. Directory.IsTemporary ? ["-c", "fsync=off", "-c", "synchronous_commit=off"] : Array.Empty<string>(),
        "-p", resource.PrimaryEndpoint.Property(EndpointProperty.Port),
    ];

    public override async Task PrepareAsync(LocalProgram program, ILogger logger, CancellationToken cancellationToken)
    {
        _program = program;
        var user = await resource.UserNameReference.GetValueAsync(cancellationToken) ?? "postgres";
        var password = await resource.PasswordParameter.GetValueAsync(cancellationToken) ?? throw new LocalServerException($"The password of {resource.Name} has no value.");
        var cluster = new PostgresCluster(Directory, program);
        if (Directory.IsEmpty)
        {
            await cluster.CreateAsync(user, password, cancellationToken);
        }
        cluster.CheckVersion();
        PostgresProcessFile.DeleteStale(Directory.Path);
        await new PostgresPassword(Directory.Path, program).EnsureAsync(user, password, logger, cancellationToken);
    }

    public override async Task<bool> TryStopAsync(CancellationToken cancellationToken)
    {
        if (_program is null)
        {
            return false;
        }
        var result = await Unprivileged.RunAsync(new ToolCommand(PostgresPrograms.Beside(_program, "pg_ctl"), ["stop", "-D", Directory.Path, "-m", "fast", "-w", "-t", "15"]) { Timeout = StopLimit }, cancellationToken);
        return result.Succeeded;
    }

    /// <summary>At the end of the run DCP sends SIGTERM, for Postgres "wait for the clients", and kills after six seconds.</summary>
    public void EndWith(IServiceProvider services, ILogger logger) =>
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() =>
        {
            // The idle connections of our own health checks.
            NpgsqlConnection.ClearAllPools();
            _ = StopLateAsync(logger);
        });

    /// <summary>Clients that are not ours to end (psql, a debugger) must not cost a clean shutdown.</summary>
    private async Task StopLateAsync(ILogger logger)
    {
        await Task.Delay(Grace, TimeProvider.System);
        if (PostgresProcessFile.Exists(Directory.Path))
        {
            try
            {
                await TryStopAsync(CancellationToken.None);
            }
            catch (ToolCacheException x)
            {
                PostgresLog.NotStopped(logger, x.Message);
            }
        }
    }
}
