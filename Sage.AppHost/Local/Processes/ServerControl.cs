using Microsoft.Extensions.DependencyInjection;

namespace Sage.AppHost.Local;

/// <summary>Stops and starts a server from a command, and waits for the outcome.</summary>
internal sealed class ServerControl(IResource server, IResource process, LocalServer local)
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    public bool IsRunning(IServiceProvider services) =>
        services.GetRequiredService<ResourceNotificationService>().TryGetCurrentState(server.Name, out var current) && current?.Snapshot.State?.Text == KnownResourceStates.Running;

    public async Task<ExecuteCommandResult> StopAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!await local.TryStopAsync(cancellationToken))
        {
            var result = await ExecuteAsync(services, KnownResourceCommands.StopCommand, cancellationToken);
            if (!result.Success)
            {
                return result;
            }
        }
        return await ReachAsync(services, server, KnownResourceStates.TerminalStates, StopLimit, cancellationToken) is null
            ? CommandResults.Failure($"{server.Name} did not end within {StopLimit.TotalSeconds:0} s.")
            : CommandResults.Success();
    }

    /// <summary>Aspire's own command would end a running process first.</summary>
    public async Task<ExecuteCommandResult> StartAsync(IServiceProvider services, CancellationToken cancellationToken) => IsRunning(services)
        ? CommandResults.Success($"{server.Name} is running.")
        : await ExecuteAsync(services, KnownResourceCommands.StartCommand, cancellationToken);

    public async Task<ExecuteCommandResult> RestartAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var stopped = await StopAsync(services, cancellationToken);
        return stopped.Success ? await StartAsync(services, cancellationToken) : stopped;
    }

    /// <summary>Starts, and succeeds only when the server serves.</summary>
    public async Task<ExecuteCommandResult> StartAndWaitAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var started = await StartAsync(services, cancellationToken);
        if (!started.Success)
        {
            return started;
        }
        // The process first: the server may still show how its last run ended.
        var state = await ReachAsync(services, process, [KnownResourceStates.Running, .. KnownResourceStates.TerminalStates], StartLimit, cancellationToken);
        return state == KnownResourceStates.Running && await ReachAsync(services, server, [KnownResourceStates.Running], StartLimit, cancellationToken) is not null
            ? CommandResults.Success()
            : CommandResults.Failure($"{server.Name} did not start; its log says why.");
    }

    /// <summary>The first of the states that the resource reaches, or null when the time is over.</summary>
    public static async Task<string?> ReachAsync(IServiceProvider services, IResource resource, IEnumerable<string> states, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            return await services.GetRequiredService<ResourceNotificationService>().WaitForResourceAsync(resource.Name, states, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private Task<ExecuteCommandResult> ExecuteAsync(IServiceProvider services, string command, CancellationToken cancellationToken) =>
        services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(process, command, cancellationToken);
}
