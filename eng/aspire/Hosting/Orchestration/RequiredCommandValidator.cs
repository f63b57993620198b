using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;
using ToolCache;

namespace Aspire.Hosting.Orchestration;

/// <summary>Says before a resource starts which of the programs it needs are missing; the start itself goes on.</summary>
internal sealed partial class RequiredCommandValidator(IServiceProvider services, IInteractionService interactions, ILogger<RequiredCommandValidator> logger) : IRequiredCommandValidator
{
    private readonly ConcurrentDictionary<(string Command, Delegate? Callback), Lazy<Task<string?>>> _checks = new();

    public static async Task ValidateAllAsync(IRequiredCommandValidator validator, IResource resource, CancellationToken cancellationToken)
    {
        foreach (var command in resource.Annotations.OfType<RequiredCommandAnnotation>().ToArray())
        {
            await validator.ValidateAsync(resource, command, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<RequiredCommandValidationResult> ValidateAsync(IResource resource, RequiredCommandAnnotation annotation, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(annotation.Command))
        {
            throw new InvalidOperationException($"Required command on resource '{resource.Name}' cannot be null or empty.");
        }

        // Each program once, however many resources need it.
        var problem = await _checks.GetOrAdd((annotation.Command, annotation.ValidationCallback), _ => new(() => CheckAsync(annotation, cancellationToken))).Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (problem is null)
        {
            return RequiredCommandValidationResult.Success();
        }

        Log.MayFail(logger, resource.Name, problem);
        return RequiredCommandValidationResult.Failure(problem);
    }

    private async Task<string?> CheckAsync(RequiredCommandAnnotation annotation, CancellationToken cancellationToken)
    {
        var path = Resolve(annotation.Command);
        var message = path is null
            ? $"Required command '{annotation.Command}' was not found on PATH or at the specified location."
            : null;
        if (path is not null && annotation.ValidationCallback is { } validate)
        {
            var result = await validate(new RequiredCommandValidationContext(path, services, cancellationToken)).ConfigureAwait(false);
            message = result.IsValid ? null
                : annotation.HelpLink is null ? result.ValidationMessage
                : $"Command '{annotation.Command}' validation failed: {result.ValidationMessage}";
        }

        if (message is null)
        {
            return null;
        }

        Notify(message, annotation.HelpLink, cancellationToken);
        return annotation.HelpLink is null ? message
            : path is null ? $"{message} For installation instructions, see: {annotation.HelpLink}"
            : $"{message}. For installation instructions, see: {annotation.HelpLink}";
    }

    /// <summary>Whoever looks at the dashboard dismisses it or not; the resource does not wait for that.</summary>
    private void Notify(string message, string? link, CancellationToken cancellationToken)
    {
        if (interactions.IsAvailable)
        {
            _ = interactions.PromptNotificationAsync("Missing command", message, new NotificationInteractionOptions
            {
                Intent = MessageIntent.Warning,
                LinkText = link is null ? null : "Installation instructions",
                LinkUrl = link,
                ShowDismiss = true,
                ShowSecondaryButton = false,
            }, cancellationToken);
        }
    }

    private static string? Resolve(string command)
        => command.IndexOfAny([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]) < 0 ? ToolProcess.Find(command)
            : Path.GetFullPath(command) is var path && File.Exists(path) ? path
            : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Resource '{ResourceName}' may fail to start: {Message}")]
        public static partial void MayFail(ILogger logger, string resourceName, string message);
    }
}
