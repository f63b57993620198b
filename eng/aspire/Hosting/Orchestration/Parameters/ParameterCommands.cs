using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>The commands by which a person changes a parameter.</summary>
internal sealed class ParameterCommands(ParameterValues values, UnresolvedParameters unresolved, IUserSecretsManager userSecrets)
{
    private const string ValueInput = "Value";

    public void AddTo(ParameterResource parameter)
    {
        if (parameter.Annotations.OfType<ResourceCommandAnnotation>().Any(command => string.Equals(command.Name, KnownResourceCommands.SetParameterCommand, StringComparisons.CommandName)))
        {
            return;
        }

        parameter.Annotations.Add(Create(
            KnownResourceCommands.SetParameterCommand,
            "Set parameter",
            "Set parameter value",
            "Key",
            _ => ResourceCommandState.Enabled,
            [ParameterInputs.Value(parameter, ValueInput, PresentValue(parameter)), ParameterInputs.SaveToUserSecrets(userSecrets.IsAvailable, WhetherSaved(parameter))],
            context => SetAsync(parameter, context.Arguments)));
        parameter.Annotations.Add(Create(
            KnownResourceCommands.DeleteParameterCommand,
            "Delete parameter",
            "Delete parameter value",
            "Delete",
            _ => ParameterValues.Find(parameter) is null ? ResourceCommandState.Hidden : ResourceCommandState.Enabled,
            [ParameterInputs.DeleteFromUserSecrets(userSecrets.IsAvailable, OnlyWhenSaved(parameter))],
            context => DeleteAsync(parameter, context.Arguments)));
    }

    private static ResourceCommandAnnotation Create(
        string name,
        string displayName,
        string description,
        string icon,
        Func<UpdateCommandStateContext, ResourceCommandState> state,
        InteractionInput[] arguments,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> execute)
        => new(name, displayName, state, execute, description, arguments, confirmationMessage: null, icon, IconVariant.Regular, isHighlighted: true);

    private static InputLoadOptions PresentValue(ParameterResource parameter) => Load(context => context.Input.Value ??= ParameterValues.Find(parameter));

    private InputLoadOptions WhetherSaved(ParameterResource parameter) => Load(
        context =>
        {
            if (context.Input.Value is null && values.IsSaved(parameter))
            {
                context.Input.Value = "true";
            }
        },
        dependsOn: [ValueInput]);

    private InputLoadOptions OnlyWhenSaved(ParameterResource parameter) => Load(context => context.Input.Disabled = !values.IsSaved(parameter));

    private static InputLoadOptions Load(Action<LoadInputContext> load, string[]? dependsOn = null) => new()
    {
        AlwaysLoadOnStart = true,
        DependsOnInputs = dependsOn,
        LoadCallback = context =>
        {
            load(context);
            return Task.CompletedTask;
        },
    };

    private async Task<ExecuteCommandResult> SetAsync(ParameterResource parameter, InteractionInputCollection arguments)
    {
        await values.SetAsync(parameter, arguments.GetString(ValueInput) ?? "", ParameterInputs.IsChecked(arguments, ParameterInputs.Save)).ConfigureAwait(false);
        unresolved.Remove(parameter);
        return CommandResults.Success($"Successfully set parameter '{parameter.Name}'.");
    }

    private async Task<ExecuteCommandResult> DeleteAsync(ParameterResource parameter, InteractionInputCollection arguments)
    {
        if (!await values.DeleteAsync(parameter, ParameterInputs.IsChecked(arguments, ParameterInputs.Delete)).ConfigureAwait(false))
        {
            return CommandResults.Failure($"Failed to delete parameter '{parameter.Name}'.");
        }

        unresolved.Add(parameter);
        unresolved.AskForValues();
        return CommandResults.Success($"Successfully deleted parameter '{parameter.Name}'.");
    }
}
