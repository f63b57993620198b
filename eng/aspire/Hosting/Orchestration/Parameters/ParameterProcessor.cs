using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Gives parameters their values and shows them; what has none waits for one to be set, and so does whatever uses it.</summary>
internal sealed partial class ParameterProcessor(
    ParameterValues values,
    ParameterCommands commands,
    UnresolvedParameters unresolved,
    IInteractionService interactions,
    ResourceLoggerService loggers)
{
    public async Task InitializeAsync(IEnumerable<ParameterResource> parameters)
    {
        foreach (var parameter in parameters)
        {
            parameter.WaitForValueTcs = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (interactions.IsAvailable)
            {
                commands.AddTo(parameter);
            }

            await InitializeAsync(parameter).ConfigureAwait(false);
        }

        unresolved.AskForValues();
    }

    private async Task InitializeAsync(ParameterResource parameter)
    {
        try
        {
            var value = parameter.ValueInternal;
            await values.ShowAsync(parameter, value, KnownResourceStates.Running).ConfigureAwait(false);
            parameter.WaitForValueTcs!.TrySetResult(value);
        }
        catch (MissingParameterValueException e)
        {
            await values.ShowMissingAsync(parameter, e.Message).ConfigureAwait(false);
            if (interactions.IsAvailable)
            {
                Log.Missing(loggers.GetLogger(parameter), parameter.Name);
                unresolved.Add(parameter);
            }
            else
            {
                // Nobody can set it, so whatever uses it fails now.
                Fail(parameter, e);
            }
        }
#pragma warning disable CA1031 // A default or callback of the AppHost failed; its message belongs to the parameter.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await values.ShowAsync(parameter, e.Message, new("Error initializing parameter", KnownResourceStateStyles.Error)).ConfigureAwait(false);
            Fail(parameter, e);
        }
    }

    private void Fail(ParameterResource parameter, Exception e)
    {
        parameter.WaitForValueTcs!.TrySetException(e);
        Log.Failed(loggers.GetLogger(parameter), e, parameter.Name);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Parameter '{ParameterName}' has no value; whatever uses it waits. Set it in the dashboard, in the user secrets or in the configuration.")]
        public static partial void Missing(ILogger logger, string parameterName);

        [LoggerMessage(2, LogLevel.Error, "Failed to initialize parameter resource {ParameterName}.")]
        public static partial void Failed(ILogger logger, Exception exception, string parameterName);
    }
}
