using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>What a person is asked about parameters.</summary>
internal static class ParameterInputs
{
    public const string Save = "SaveToUserSecrets";
    public const string Delete = "DeleteFromUserSecrets";

    public static InteractionInput Value(ParameterResource parameter)
        => Generated(parameter) ?? Create(parameter, parameter.Name, required: false, dynamicLoading: null);

    public static InteractionInput Value(ParameterResource parameter, string name, InputLoadOptions dynamicLoading)
        => Generated(parameter)?.As(name, required: true, dynamicLoading) ?? Create(parameter, name, required: true, dynamicLoading);

    public static InteractionInput SaveToUserSecrets(bool available, InputLoadOptions? dynamicLoading = null) => new()
    {
        Name = Save,
        Label = "Save to user secrets",
        InputType = InputType.Boolean,
        Description = available
            ? "Save value to [user secrets](https://aka.ms/aspire/user-secrets) for future use."
            : "Requires user secrets to be configured for the AppHost. Run `aspire secret set <key> <value>` to initialize user secrets, or see [user secrets](https://aka.ms/aspire/user-secrets) for more information.",
        EnableDescriptionMarkdown = true,
        Disabled = !available,
        DynamicLoading = dynamicLoading,
    };

    public static InteractionInput DeleteFromUserSecrets(bool available, InputLoadOptions dynamicLoading) => new()
    {
        Name = Delete,
        Label = "Delete from user secrets",
        InputType = InputType.Boolean,
        Description = "Delete a value that is saved in [user secrets](https://aka.ms/aspire/user-secrets).",
        EnableDescriptionMarkdown = true,
        Disabled = !available,
        DynamicLoading = dynamicLoading,
    };

    public static bool IsChecked(InteractionInputCollection inputs, string name)
        => inputs.TryGetByName(name, out var input) && bool.TryParse(input.Value, out var value) && value;

    private static InteractionInput? Generated(ParameterResource parameter)
        => parameter.Annotations.OfType<InputGeneratorAnnotation>().LastOrDefault()?.InputGenerator(parameter);

    private static InteractionInput Create(ParameterResource parameter, string name, bool required, InputLoadOptions? dynamicLoading) => new()
    {
        Name = name,
        Label = parameter.Name,
        Description = parameter.Description,
        EnableDescriptionMarkdown = parameter.EnableDescriptionMarkdown,
        InputType = parameter.Secret ? InputType.SecretText : InputType.Text,
        Required = required,
        Placeholder = $"Enter value for {parameter.Name}",
        DynamicLoading = dynamicLoading,
    };
}
