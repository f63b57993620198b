using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Gives parameters their values and shows them; what has none waits for one to be set, and so does whatever uses it.</summary>
internal sealed partial class ParameterProcessor(
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IUserSecretsManager userSecrets,
    IConfiguration configuration,
    DistributedApplicationOptions options)
{
    private const string ValueInput = "Value";
    private const string SaveInput = "SaveToUserSecrets";

    public async Task InitializeAsync(IEnumerable<ParameterResource> parameters)
    {
        foreach (var parameter in parameters)
        {
            parameter.WaitForValueTcs = new(TaskCreationOptions.RunContinuationsAsynchronously);
            AddSetCommand(parameter);
            await InitializeAsync(parameter).ConfigureAwait(false);
        }
    }

    private async Task InitializeAsync(ParameterResource parameter)
    {
        try
        {
            var value = parameter.ValueInternal;
            await ShowAsync(parameter, value, KnownResourceStates.Running).ConfigureAwait(false);
            parameter.WaitForValueTcs!.TrySetResult(value);
        }
        catch (MissingParameterValueException e)
        {
            await ShowAsync(parameter, e.Message, new(KnownResourceStates.ValueMissing, KnownResourceStateStyles.Warn)).ConfigureAwait(false);
            if (options.DashboardEnabled)
            {
                Log.Missing(loggers.GetLogger(parameter), parameter.Name);
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
            await ShowAsync(parameter, e.Message, new("Error initializing parameter", KnownResourceStateStyles.Error)).ConfigureAwait(false);
            Fail(parameter, e);
        }
    }

    private void Fail(ParameterResource parameter, Exception e)
    {
        parameter.WaitForValueTcs!.TrySetException(e);
        Log.Failed(loggers.GetLogger(parameter), e, parameter.Name);
    }

    private void AddSetCommand(ParameterResource parameter)
    {
        if (!options.DashboardEnabled || parameter.Annotations.OfType<ResourceCommandAnnotation>().Any(command => string.Equals(command.Name, KnownResourceCommands.SetParameterCommand, StringComparison.Ordinal)))
        {
            return;
        }

        InteractionInput value = new()
        {
            Name = ValueInput,
            Label = parameter.Name,
            Description = parameter.Description,
            EnableDescriptionMarkdown = parameter.EnableDescriptionMarkdown,
            InputType = parameter.Secret ? InputType.SecretText : InputType.Text,
            Required = true,
        };
        InteractionInput save = new()
        {
            Name = SaveInput,
            Label = "Save to user secrets",
            InputType = InputType.Boolean,
            Disabled = !userSecrets.IsAvailable,
        };
        parameter.Annotations.Add(new ResourceCommandAnnotation(
            KnownResourceCommands.SetParameterCommand,
            "Set parameter",
            updateState: _ => ResourceCommandState.Enabled,
            executeCommand: context => SetAsync(parameter, context.Arguments),
            displayDescription: "Set parameter value",
            arguments: [value, save],
            confirmationMessage: null,
            iconName: "Key",
            iconVariant: IconVariant.Regular,
            isHighlighted: true));
    }

    private async Task<ExecuteCommandResult> SetAsync(ParameterResource parameter, InteractionInputCollection arguments)
    {
        var value = arguments.GetString(ValueInput) ?? "";
        if (bool.TryParse(arguments.GetString(SaveInput), out var save) && save && !userSecrets.TrySetSecret(parameter.ConfigurationKey, value))
        {
            return CommandResults.Failure($"The value of '{parameter.Name}' could not be written to the user secrets '{userSecrets.FilePath}'.");
        }

        configuration[parameter.ConfigurationKey] = value;
        if (!parameter.WaitForValueTcs!.TrySetResult(value))
        {
            parameter.WaitForValueTcs = new(TaskCreationOptions.RunContinuationsAsynchronously);
            parameter.WaitForValueTcs.SetResult(value);
        }

        await ShowAsync(parameter, value, KnownResourceStates.Running).ConfigureAwait(false);
        return CommandResults.Success($"Successfully set parameter '{parameter.Name}'.");
    }

    private Task ShowAsync(ParameterResource parameter, string value, ResourceStateSnapshot? state)
        => notifications.PublishUpdateAsync(parameter, snapshot => snapshot with
        {
            State = state,
            Properties = snapshot.Properties.SetResourceProperty(new ResourcePropertySnapshot(KnownProperties.Parameter.Value, value) { IsSensitive = parameter.Secret, DisplayName = "Value", IsHighlighted = true }),
        });

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Parameter '{ParameterName}' has no value; whatever uses it waits. Set it in the dashboard, in the user secrets or in the configuration.")]
        public static partial void Missing(ILogger logger, string parameterName);

        [LoggerMessage(2, LogLevel.Error, "Failed to initialize parameter resource {ParameterName}.")]
        public static partial void Failed(ILogger logger, Exception exception, string parameterName);
    }
}
