using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.UserSecrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Changes the values of parameters while the application runs, and shows them.</summary>
internal sealed partial class ParameterValues(ResourceNotificationService notifications, ResourceLoggerService loggers, IUserSecretsManager userSecrets, IConfiguration configuration)
{
    private const string Deleted = "Parameter value has been deleted";

    public static string? Find(ParameterResource parameter)
    {
        if (parameter.WaitForValueTcs is { Task.IsFaulted: true })
        {
            return null;
        }

        try
        {
            return parameter.ValueInternal is { Length: > 0 } value ? value : null;
        }
#pragma warning disable CA1031 // Missing, or its default or callback failed, which its own state says.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    public bool IsSaved(ParameterResource parameter) => userSecrets.Contains(parameter.ConfigurationKey);

    public async Task SetAsync(ParameterResource parameter, string value, bool save)
    {
        configuration[parameter.ConfigurationKey] = value;
        if (!parameter.WaitForValueTcs!.TrySetResult(value))
        {
            parameter.WaitForValueTcs = new(TaskCreationOptions.RunContinuationsAsynchronously);
            parameter.WaitForValueTcs.SetResult(value);
        }

        await ShowAsync(parameter, value, KnownResourceStates.Running).ConfigureAwait(false);
        var logger = loggers.GetLogger(parameter);
        Log.Set(logger, parameter.Name);
        if (save && !userSecrets.TrySetSecret(parameter.ConfigurationKey, value))
        {
            Log.NotSaved(logger, parameter.Name, userSecrets.FilePath);
        }
    }

    /// <summary>False when the user secrets still have it although they should not.</summary>
    public async Task<bool> DeleteAsync(ParameterResource parameter, bool alsoSaved)
    {
        if (alsoSaved && !userSecrets.TryDeleteSecret(parameter.ConfigurationKey))
        {
            return false;
        }

        var gone = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        gone.SetException(new MissingParameterValueException($"{Deleted}."));
        // Nobody may ever ask for it.
        _ = gone.Task.Exception;
        parameter.WaitForValueTcs = gone;
        configuration[parameter.ConfigurationKey] = null;
        await ShowMissingAsync(parameter, Deleted).ConfigureAwait(false);
        Log.Deleted(loggers.GetLogger(parameter), parameter.Name);
        return true;
    }

    public Task ShowMissingAsync(ParameterResource parameter, string reason) => ShowAsync(parameter, reason, new(KnownResourceStates.ValueMissing, KnownResourceStateStyles.Warn));

    public Task ShowAsync(ParameterResource parameter, string value, ResourceStateSnapshot? state)
        => notifications.PublishUpdateAsync(parameter, snapshot => snapshot with
        {
            State = state,
            Properties = snapshot.Properties.SetResourceProperty(new ResourcePropertySnapshot(KnownProperties.Parameter.Value, value) { IsSensitive = parameter.Secret, DisplayName = "Value", IsHighlighted = true, SortOrder = 0 }),
        });

    private static partial class Log
    {
        [LoggerMessage(3, LogLevel.Information, "Parameter '{ParameterName}' has been set.")]
        public static partial void Set(ILogger logger, string parameterName);

        [LoggerMessage(4, LogLevel.Warning, "Parameter '{ParameterName}' is set for this run only: its value could not be written to the user secrets '{FilePath}'.")]
        public static partial void NotSaved(ILogger logger, string parameterName, string filePath);

        [LoggerMessage(5, LogLevel.Information, "The value of parameter '{ParameterName}' has been deleted.")]
        public static partial void Deleted(ILogger logger, string parameterName);
    }
}
