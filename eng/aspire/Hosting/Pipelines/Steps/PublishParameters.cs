using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>Finds the values of all parameters that the model uses, asks for those that have none, and keeps them for the next run.</summary>
internal sealed partial class PublishParameters(IInteractionService interaction, IDeploymentStateManager state, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger("Aspire.Hosting.ParameterProcessor");

    public async Task ProcessAsync(PipelineStepContext context)
    {
        var parameters = await FindAsync(context).ConfigureAwait(false);
        var missing = new List<ParameterResource>();
        foreach (var parameter in parameters)
        {
            parameter.WaitForValueTcs = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Resolve(parameter, missing);
        }

        while (missing.Count > 0)
        {
            await AskAsync(missing, context.CancellationToken).ConfigureAwait(false);
        }

        await SaveAsync(parameters, context.CancellationToken).ConfigureAwait(false);
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

    private void Resolve(ParameterResource parameter, List<ParameterResource> missing)
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

    private async Task SaveAsync(IReadOnlyList<ParameterResource> parameters, CancellationToken cancellationToken)
    {
        var saved = 0;
        foreach (var parameter in parameters)
        {
            try
            {
                if (await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false) is { Length: > 0 } value)
                {
                    var section = await state.AcquireSectionAsync(parameter.ConfigurationKey, cancellationToken).ConfigureAwait(false);
                    section.SetValue(value);
                    await state.SaveSectionAsync(section, cancellationToken).ConfigureAwait(false);
                    saved++;
                }
            }
#pragma warning disable CA1031 // Whoever needs the value of this run finds out; the next run asks again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Log.NotSaved(_logger, e, parameter.Name);
            }
        }

        if (saved > 0)
        {
            Log.Saved(_logger, saved);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(0, LogLevel.Warning, "Failed to save parameter {ParameterName} to deployment state.")]
        public static partial void NotSaved(ILogger logger, Exception exception, string parameterName);

        [LoggerMessage(0, LogLevel.Information, "{SavedCount} parameter values saved to deployment state.")]
        public static partial void Saved(ILogger logger, int savedCount);
    }
}
