using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.Interactions;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Runs the commands of resources.</summary>
public partial class ResourceCommandService
{
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _loggers;
    private readonly IServiceProvider _services;

    internal ResourceCommandService(ResourceNotificationService notifications, ResourceLoggerService loggers, IServiceProvider services)
    {
        _notifications = notifications;
        _loggers = loggers;
        _services = services;
    }

    /// <summary>Runs a command of one instance.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default)
        => ExecuteCommandAsync(resourceId, commandName, argumentValues: null, interactive: false, cancellationToken);

    /// <summary>Runs a command of one instance with arguments.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, InteractionInputCollection arguments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return _notifications.TryGetCurrentState(resourceId, out var current)
            ? ExecuteAsync(current.ResourceId, current.Resource, commandName, arguments, cancellationToken)
            : Task.FromResult(NotFound(resourceId));
    }

    /// <summary>Runs a command of every instance of a resource.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default)
        => ExecuteCommandAsync(resource, commandName, new InteractionInputCollection([]), cancellationToken);

    /// <summary>Runs a command of every instance of a resource with arguments.</summary>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, InteractionInputCollection arguments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(arguments);
        var names = resource.GetResolvedResourceNames();
        var results = await Task.WhenAll(names.Select(name => ExecuteAsync(name, resource, commandName, arguments, cancellationToken))).ConfigureAwait(false);
        return results is [var only] ? only : Combine(names, results);
    }

    /// <summary>Runs a command with the values that a person or program gave; unknown names are an error.</summary>
    /// <param name="resourceId">The instance.</param>
    /// <param name="commandName">The command.</param>
    /// <param name="argumentValues">The values by the names of the arguments; with null a user who is there is asked for them.</param>
    /// <param name="interactive">There is a user; otherwise the command cannot ask either.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    internal async Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, IReadOnlyDictionary<string, string?>? argumentValues, bool interactive, CancellationToken cancellationToken)
    {
        if (!_notifications.TryGetCurrentState(resourceId, out var current))
        {
            return NotFound(resourceId);
        }

        var values = argumentValues ?? new Dictionary<string, string?>(StringComparer.Ordinal);
        if (!TryFind(current.Resource, commandName, out var command))
        {
            return await ExecuteAsync(current.ResourceId, current.Resource, commandName, new InteractionInputCollection([]), cancellationToken).ConfigureAwait(false);
        }

        if (CommandArguments.Refuse(command, values) is { } reason)
        {
            return CommandResults.Failure(reason);
        }

        var arguments = CommandArguments.Create(command, values);
        if (!interactive)
        {
            using var nobody = InteractionService.WithoutUser();
            return await ExecuteAsync(current.ResourceId, current.Resource, commandName, arguments, cancellationToken).ConfigureAwait(false);
        }

        if (argumentValues is null && arguments.Count > 0)
        {
            var (answer, refusal) = await AskForArgumentsAsync(command, arguments, cancellationToken).ConfigureAwait(false);
            if (answer is null)
            {
                return refusal!;
            }

            arguments = answer;
        }

        return await ExecuteAsync(current.ResourceId, current.Resource, commandName, arguments, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(string resourceId, IResource resource, string commandName, InteractionInputCollection given, CancellationToken cancellationToken)
    {
        var logger = _loggers.GetLogger(resourceId);
        Log.Executing(logger, commandName);
        if (!TryFind(resource, commandName, out var command))
        {
            Log.NotAvailable(logger, commandName);
            return NotAvailable(resourceId, resource, commandName);
        }

        try
        {
            var arguments = CommandArguments.Create(command, given);
            if (!await CommandArguments.ValidateAsync(command, arguments, _services, cancellationToken).ConfigureAwait(false))
            {
                return InvalidArguments(arguments);
            }

            var result = await RunAsync(command, resourceId, logger, arguments, cancellationToken).ConfigureAwait(false);
            LogResult(logger, command.Name, result);
            return result;
        }
        catch (OperationCanceledException)
        {
            Log.Canceled(logger, command.Name);
            return CommandResults.Canceled();
        }
#pragma warning disable CA1031 // Whatever a command throws is the answer to whoever ran it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.Error(logger, e, command.Name);
            return CommandResults.Failure(e);
        }
    }

    private static bool TryFind(IResource resource, string name, [NotNullWhen(true)] out ResourceCommandAnnotation? command)
    {
        command = Find(resource, name) ?? Find(resource, CurrentName(name));
        return command is not null;
    }

    private static ResourceCommandAnnotation? Find(IResource resource, string? name)
        => resource.Annotations.OfType<ResourceCommandAnnotation>().FirstOrDefault(command => string.Equals(command.Name, name, StringComparisons.CommandName));

    /// <summary>Names of earlier versions, which scripts may still use.</summary>
    private static string? CurrentName(string legacyName) => legacyName switch
    {
        "resource-start" => KnownResourceCommands.StartCommand,
        "resource-stop" => KnownResourceCommands.StopCommand,
        "resource-restart" => KnownResourceCommands.RestartCommand,
        "parameter-set" => KnownResourceCommands.SetParameterCommand,
        "parameter-delete" => KnownResourceCommands.DeleteParameterCommand,
        _ => null,
    };

    private static ExecuteCommandResult NotFound(string resourceId) => CommandResults.Failure($"Resource '{resourceId}' not found.");

    private static ExecuteCommandResult Combine(string[] names, ExecuteCommandResult[] results)
    {
        var failures = names.Zip(results).Where(pair => !pair.Second.Success && !pair.Second.Canceled).ToArray();
        if (failures.Length > 0)
        {
            return CommandResults.Failure(string.Join(
                Environment.NewLine,
                failures.Select(failure => $"Resource '{failure.First}' failed with error message: {failure.Second.Message}").Prepend($"{failures.Length} command executions failed.")));
        }

        return results.Any(result => result.Canceled)
            ? CommandResults.Canceled()
            : new ExecuteCommandResult { Success = true, Data = results.FirstOrDefault(result => result.Data is not null)?.Data };
    }

    private static void LogResult(ILogger logger, string name, ExecuteCommandResult result)
    {
        if (result.Success)
        {
            Log.Succeeded(logger, name);
        }
        else if (result.Canceled)
        {
            Log.Canceled(logger, name);
        }
        else
        {
            Log.Failed(logger, name, result.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Executing command '{CommandName}'.")]
        public static partial void Executing(ILogger logger, string commandName);

        [LoggerMessage(2, LogLevel.Information, "Successfully executed command '{CommandName}'.")]
        public static partial void Succeeded(ILogger logger, string commandName);

        [LoggerMessage(3, LogLevel.Information, "Failure executing command '{CommandName}'. Error message: {ErrorMessage}")]
        public static partial void Failed(ILogger logger, string commandName, string? errorMessage);

        [LoggerMessage(4, LogLevel.Debug, "Command '{CommandName}' was canceled.")]
        public static partial void Canceled(ILogger logger, string commandName);

        [LoggerMessage(5, LogLevel.Error, "Error executing command '{CommandName}'.")]
        public static partial void Error(ILogger logger, Exception exception, string commandName);

        [LoggerMessage(6, LogLevel.Information, "Command '{CommandName}' not available.")]
        public static partial void NotAvailable(ILogger logger, string commandName);
    }
}
