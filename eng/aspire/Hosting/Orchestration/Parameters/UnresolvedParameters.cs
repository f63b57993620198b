using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>The parameters without a value: a notification says that there are some, and its button asks for them.</summary>
internal sealed partial class UnresolvedParameters(ParameterValues values, IInteractionService interactions, IUserSecretsManager userSecrets, IHostApplicationLifetime lifetime, ILogger<UnresolvedParameters> logger)
{
    private readonly Lock _lock = new();
    private readonly List<ParameterResource> _missing = [];
    private CancellationTokenSource? _asking;

    public void Add(ParameterResource parameter)
    {
        lock (_lock)
        {
            if (!_missing.Contains(parameter))
            {
                _missing.Add(parameter);
            }
        }
    }

    public void Remove(ParameterResource parameter)
    {
        lock (_lock)
        {
            _missing.Remove(parameter);
            if (_missing.Count == 0)
            {
                _asking?.Cancel();
            }
        }
    }

    /// <summary>Asks until all have a value, in the background; once at a time.</summary>
    public void AskForValues()
    {
        lock (_lock)
        {
            if (_missing.Count > 0 && _asking is null)
            {
                var asking = _asking = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
                // A command that a script runs cannot ask, but what it leaves behind is asked of the user.
                using var apart = ExecutionContext.SuppressFlow();
                _ = Task.Run(() => AskAsync(asking), CancellationToken.None);
            }
        }
    }

    private async Task AskAsync(CancellationTokenSource asking)
    {
        var failed = false;
        using (asking)
        {
            try
            {
                while (interactions.IsAvailable && Missing() is { Count: > 0 } missing && !asking.IsCancellationRequested)
                {
                    await AskOnceAsync(missing, asking.Token).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException)
            {
                // All have a value by other ways, or the application stops.
            }
#pragma warning disable CA1031 // Nobody awaits this task; the parameters can still be set one by one.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failed = true;
                Log.Failed(logger, exception);
            }

            lock (_lock)
            {
                _asking = null;
            }
        }

        if (!failed && interactions.IsAvailable && !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // One may have been deleted in the moment when the last was set.
            AskForValues();
        }
    }

    private async Task AskOnceAsync(List<ParameterResource> missing, CancellationToken cancellationToken)
    {
        var wanted = await interactions.PromptNotificationAsync(
            "Unresolved parameters",
            "There are unresolved parameters that need to be set. Please provide values for them.",
            new NotificationInteractionOptions { Intent = MessageIntent.Warning, PrimaryButtonText = "Enter values" },
            cancellationToken).ConfigureAwait(false);
        if (wanted is not { Canceled: false, Data: true })
        {
            return;
        }

        var inputs = missing.Select(ParameterInputs.Value).ToList();
        var answer = await interactions.PromptInputsAsync(
            "Set unresolved parameters",
            "Please provide values for the unresolved parameters. Parameters can be saved to [user secrets](https://aka.ms/aspire/user-secrets) for future use.",
            [.. inputs, ParameterInputs.SaveToUserSecrets(userSecrets.IsAvailable)],
            new InputsDialogInteractionOptions { PrimaryButtonText = "Save", ShowDismiss = true, EnableMessageMarkdown = true },
            cancellationToken).ConfigureAwait(false);
        if (answer.Canceled)
        {
            return;
        }

        var save = ParameterInputs.IsChecked(answer.Data, ParameterInputs.Save);
        foreach (var (parameter, input) in missing.Zip(inputs))
        {
            if (input.Value is { Length: > 0 } value)
            {
                await values.SetAsync(parameter, value, save).ConfigureAwait(false);
                Remove(parameter);
            }
        }
    }

    private List<ParameterResource> Missing()
    {
        lock (_lock)
        {
            return [.. _missing];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The user is not asked for missing parameters any more; set them one by one in the dashboard.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
