using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>One run of the rebuild command: stop, build, start what ran before.</summary>
internal sealed class ProjectRebuild
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    private readonly IResource _project;
    private readonly CancellationToken _cancelled;
    private readonly ApplicationOrchestrator _orchestrator;
    private readonly ResourceNotificationService _notifications;
    private readonly TimeProvider _time;
    private readonly ProjectRebuilderResource? _builder;
    private readonly BuildOutput _output;
    private readonly Dictionary<string, string?> _before = new(StringComparer.Ordinal);

    public ProjectRebuild(IResource project, ExecuteCommandContext context)
    {
        var loggers = context.Services.GetRequiredService<ResourceLoggerService>();
        _project = project;
        _cancelled = context.CancellationToken;
        _orchestrator = context.Services.GetRequiredService<ApplicationOrchestrator>();
        _notifications = context.Services.GetRequiredService<ResourceNotificationService>();
        _time = context.Services.GetRequiredService<TimeProvider>();
        _builder = context.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<ProjectRebuilderResource>().FirstOrDefault(builder => builder.Parent == project);
        _output = new BuildOutput(loggers, loggers.GetLogger(project));
    }

    public async Task<ExecuteCommandResult> RunAsync()
    {
        if (_builder is null)
        {
            return CommandResults.Failure($"Rebuilder resource for '{_project.Name}' not found.");
        }

        using var following = CancellationTokenSource.CreateLinkedTokenSource(_cancelled);
        var log = Task.CompletedTask;
        ExecuteCommandResult result;
        try
        {
            await StopAsync().ConfigureAwait(false);
            var builder = _builder.GetResolvedResourceNames()[0];
            log = _output.FollowAsync(builder, following.Token);
            result = await BuildAsync(builder).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_cancelled.IsCancellationRequested)
        {
            _output.Say(LogLevel.Warning, "Rebuild was cancelled.");
            await ShowAsync(KnownResourceStates.Finished, KnownResourceStateStyles.Info).ConfigureAwait(false);
            result = CommandResults.Failure("Rebuild was cancelled.");
        }
        finally
        {
            await following.CancelAsync().ConfigureAwait(false);
            await log.ConfigureAwait(false);
        }

        return new ExecuteCommandResult { Success = result.Success, Message = result.Message, Data = new CommandResultData { Value = _output.Text() } };
    }

    /// <summary>A replica that waits has no process to stop, and another state would end its wait.</summary>
    private async Task StopAsync()
    {
        foreach (var name in _project.GetResolvedResourceNames())
        {
            _before[name] = _notifications.TryGetCurrentState(name, out var current) ? current.Snapshot.State?.Text : null;
        }

        _output.Say(LogLevel.Information, "Stopping resource for rebuild...");
        await Task.WhenAll(_before.Where(replica => !Is(replica.Value, KnownResourceStates.Waiting)).Select(replica => _orchestrator.StopResourceAsync(replica.Key, _cancelled))).ConfigureAwait(false);
        await _notifications.PublishUpdateAsync(_project, snapshot => Is(snapshot.State?.Text, KnownResourceStates.Waiting)
            ? snapshot
            : snapshot with { State = new(KnownResourceStates.Building, KnownResourceStateStyles.Info) }).ConfigureAwait(false);
    }

    private async Task<ExecuteCommandResult> BuildAsync(string builder)
    {
        _output.Say(LogLevel.Information, "Building project...");
        await _orchestrator.StartResourceAsync(builder, _cancelled).ConfigureAwait(false);
        int? exitCode;
        using var limit = new CancellationTokenSource(Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_cancelled, limit.Token);
        try
        {
            var ended = await _notifications.WaitForResourceAsync(_builder!.Name, change => StateText.IsTerminal(change.Snapshot.State?.Text), either.Token).ConfigureAwait(false);
            exitCode = ended.Snapshot.ExitCode;
        }
        catch (OperationCanceledException) when (!_cancelled.IsCancellationRequested)
        {
            return await FailAsync("Build timed out.").ConfigureAwait(false);
        }

        if (exitCode != 0)
        {
            return await FailAsync($"Build failed with exit code {exitCode}.").ConfigureAwait(false);
        }

        _output.Say(LogLevel.Information, "Build succeeded. Restarting resource...");
        await StartAsync().ConfigureAwait(false);
        return CommandResults.Success($"Successfully rebuilt '{_project.Name}'.");
    }

    private async Task StartAsync()
    {
        if (_before.ContainsValue(KnownResourceStates.Waiting))
        {
            _output.Say(LogLevel.Information, "Build succeeded. Resource will start with the updated binary when dependencies are ready.");
        }

        foreach (var (name, before) in _before.Where(replica => !Is(replica.Value, KnownResourceStates.Waiting)))
        {
            var starts = Is(before, KnownResourceStates.Running);
            // What did not run before is left as it was.
            await _notifications.PublishUpdateAsync(_project, name, snapshot => snapshot with { State = new(starts ? KnownResourceStates.Starting : before ?? "", KnownResourceStateStyles.Info) }).ConfigureAwait(false);
            if (starts)
            {
                await _orchestrator.StartResourceAsync(name, _cancelled).ConfigureAwait(false);
            }
        }
    }

    private async Task<ExecuteCommandResult> FailAsync(string message)
    {
        _output.Say(LogLevel.Error, message);
        await ShowAsync(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error).ConfigureAwait(false);
        return CommandResults.Failure(message);
    }

    private Task ShowAsync(string state, string style) => _notifications.PublishUpdateAsync(_project, snapshot => snapshot with { State = new(state, style) });

    private static bool Is(string? state, string other) => string.Equals(state, other, StringComparison.Ordinal);
}
