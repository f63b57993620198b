using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>Finds the values of all parameters that the model uses, asks for those that have none, and keeps them for the next run.</summary>
internal sealed partial class PublishParameters(IInteractionService interaction, IDeploymentStateManager state)
{
    public async Task ProcessAsync(PipelineStepContext context)
    {
        var parameters = await FindAsync(context).ConfigureAwait(false);
        var missing = new List<ParameterResource>();
        foreach (var parameter in parameters)
        {
            parameter.WaitForValueTcs = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Resolve(parameter, missing, context.Logger);
        }

        while (missing.Count > 0)
        {
            await AskAsync(missing, context.CancellationToken).ConfigureAwait(false);
        }

        await SaveAsync(parameters, context).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<ParameterResource>> FindAsync(PipelineStepContext context)
    {
        var found = new Dictionary<string, ParameterResource>(StringComparers.ResourceName);
        foreach (var parameter in context.Model.Resources.OfType<ParameterResource>())
        {
            found.TryAdd(parameter.Name, parameter);
        }

        // Those that only others know, such as generated passwords.
        foreach (var resource in context.Model.Resources.Where(resource => !resource.IsExcludedFromPublish()))
        {
            var dependencies = await resource.GetResourceDependenciesAsync(context.ExecutionContext, cancellationToken: context.CancellationToken).ConfigureAwait(false);
            foreach (var parameter in dependencies.OfType<ParameterResource>())
            {
                found.TryAdd(parameter.Name, parameter);
            }
        }

        return [.. found.Values];
    }

    private void Resolve(ParameterResource parameter, List<ParameterResource> missing, ILogger logger)
    {
        try
        {
            parameter.WaitForValueTcs!.TrySetResult(parameter.ValueInternal);
        }
        catch (MissingParameterValueException) when (interaction.IsAvailable)
        {
            missing.Add(parameter);
        }
#pragma warning disable CA1031 // A default or callback of the AppHost failed; whatever uses the parameter fails with it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            parameter.WaitForValueTcs!.TrySetException(e);
            Log.NoValue(logger, parameter.Name, e.Message);
        }
    }

    private async Task AskAsync(List<ParameterResource> missing, CancellationToken cancellationToken)
    {
        var inputs = missing.Select(Input).ToArray();
        var options = new InputsDialogInteractionOptions { PrimaryButtonText = "Save", ShowDismiss = true, EnableMessageMarkdown = true };
        var answer = await interaction.PromptInputsAsync(
            "Set unresolved parameters",
            "Please provide values for the unresolved parameters.",
            inputs,
            options,
            cancellationToken).ConfigureAwait(false);
        if (answer.Canceled)
        {
            return;
        }

        foreach (var (parameter, input) in missing.Zip(inputs).Where(entry => !string.IsNullOrEmpty(entry.Second.Value)).ToArray())
        {
            parameter.WaitForValueTcs!.TrySetResult(input.Value!);
            missing.Remove(parameter);
        }
    }

    private static InteractionInput Input(ParameterResource parameter)
        => parameter.TryGetLastAnnotation<InputGeneratorAnnotation>(out var annotation)
            ? annotation.InputGenerator(parameter)
            : new()
            {
                Name = parameter.Name,
                Label = parameter.Name,
                InputType = parameter.Secret ? InputType.SecretText : InputType.Text,
                Description = parameter.Description,
                EnableDescriptionMarkdown = parameter.EnableDescriptionMarkdown,
                Placeholder = $"Enter value for {parameter.Name}",
            };

    private async Task SaveAsync(IReadOnlyList<ParameterResource> parameters, PipelineStepContext context)
    {
        var saved = 0;
        foreach (var parameter in parameters)
        {
            if (parameter.WaitForValueTcs is not { Task.IsCompletedSuccessfully: true } value || string.IsNullOrEmpty(await value.Task.ConfigureAwait(false)))
            {
                continue;
            }

            try
            {
                var section = await state.AcquireSectionAsync(parameter.ConfigurationKey, context.CancellationToken).ConfigureAwait(false);
                section.SetValue(await value.Task.ConfigureAwait(false));
                await state.SaveSectionAsync(section, context.CancellationToken).ConfigureAwait(false);
                saved++;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or DistributedApplicationException)
            {
                // The value is there for this run; the next one asks again.
                Log.NotSaved(context.Logger, parameter.Name, e.Message);
            }
        }

        if (saved > 0)
        {
            Log.Saved(context.Logger, saved);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Parameter '{ParameterName}' has no value: {Reason}")]
        public static partial void NoValue(ILogger logger, string parameterName, string reason);

        [LoggerMessage(LogLevel.Warning, "Failed to save parameter {ParameterName} to deployment state: {Reason}")]
        public static partial void NotSaved(ILogger logger, string parameterName, string reason);

        [LoggerMessage(LogLevel.Information, "{SavedCount} parameter values saved to deployment state.")]
        public static partial void Saved(ILogger logger, int savedCount);
    }
}
