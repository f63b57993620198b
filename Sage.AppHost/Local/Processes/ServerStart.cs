using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ToolCache;

namespace Sage.AppHost.Local;

/// <summary>What happens each time the process starts, before DCP runs the program.</summary>
internal sealed class ServerStart(LocalServer local, EndpointAnnotation endpoint)
{
    public const string FetchingState = "Fetching";

    private LocalProgram? _program;

    /// <summary>True from a failure until the next start: what the engine then says of it is a stack trace below the one clear line.</summary>
    public bool HasFailed { get; private set; }

    public LocalServer Local => local;

    /// <summary>The command of the executable, which Aspire reads before anything starts; the program itself may still be missing.</summary>
    public async Task<string> LocateAsync(CancellationToken cancellationToken)
    {
        try
        {
            _program = await local.LocateAsync(cancellationToken);
            return local.Launch(_program).Command;
        }
        catch (Exception x) when (x is ToolCacheException or LocalServerException)
        {
            // Said again, and then shown, by the start.
            return local.ProcessName;
        }
    }

    public void AddArguments(CommandLineArgsCallbackContext context)
    {
        foreach (var argument in _program is { } program ? [.. local.Launch(program).Arguments, .. local.Arguments] : local.Arguments)
        {
            context.Args.Add(argument);
        }
    }

    public void AddEnvironment(EnvironmentCallbackContext context)
    {
        foreach (var (name, value) in _program?.Environment ?? Enumerable.Empty<KeyValuePair<string, string>>())
        {
            context.EnvironmentVariables[name] = value;
        }
    }

    public async Task RunAsync(IResource process, BeforeResourceStartedEvent e, IDistributedApplicationEventing eventing, CancellationToken cancellationToken)
    {
        // The server's own callbacks; for a resource without an instance of its own nobody else raises this.
        await eventing.PublishAsync(new BeforeResourceStartedEvent(local.Resource, e.Services), cancellationToken);
        var logger = e.Services.GetRequiredService<ResourceLoggerService>().GetLogger(local.Resource);
        var report = new ServerReport(local.Resource.Name, logger, e.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Sage.AppHost.Local"));
        HasFailed = false;
        try
        {
            await PrepareAsync(process, e.Services, logger, report, cancellationToken);
        }
        catch (Exception x) when (x is LocalServerException or ToolCacheException)
        {
            Fail(report, x.Message, x);
        }
        catch (Exception x) when (x is IOException or UnauthorizedAccessException)
        {
            Fail(report, $"The data folder {local.Directory.Path} cannot be used: {x.Message.TrimEnd('.')}. Make it writable, or set Sage:DataDirectory to another folder.", x);
        }
    }

    private async Task PrepareAsync(IResource process, IServiceProvider services, ILogger logger, ServerReport report, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var program = _program ??= await local.LocateAsync(cancellationToken);
        if (!File.Exists(program.Path))
        {
            var notifications = services.GetRequiredService<ResourceNotificationService>();
            await notifications.PublishUpdateAsync(process, s => s with { State = new ResourceStateSnapshot(FetchingState, KnownResourceStateStyles.Info) });
            await local.FetchAsync(report, cancellationToken);
            _program = program = await local.LocateAsync(cancellationToken);
            await notifications.PublishUpdateAsync(process, s => s with { State = KnownResourceStates.Starting });
        }
        Unprivileged.Check(program.Path);
        await local.Directory.OpenAsync(time, cancellationToken);
        if (local.Directory.Location.Note is { } note)
        {
            report.Report(note);
        }
        await OrphanedServers.StopAsync(local.ProcessName, local.Directory.Path, local.StopSignal, time,
            id => report.Report($"A server of an earlier run (process {id}) was still there; ending it."), cancellationToken);
        await local.PrepareAsync(program, logger, cancellationToken);
        LocalEndpoint.CheckFree(endpoint.Port!.Value);
    }

    private void Fail(ServerReport report, string reason, Exception x)
    {
        HasFailed = true;
        report.Fail(reason);
        throw new DistributedApplicationException(reason, x);
    }
}
