namespace Aspire.Hosting.Dashboard;

/// <summary>An input of a prompt or of a command as the dashboard wants it.</summary>
internal static class InputMessage
{
    /// <param name="input">The input.</param>
    /// <param name="sources">The names of the inputs that others depend on: the dashboard sends their changes at once.</param>
    /// <param name="loading">Its callback runs.</param>
    public static Proto.InteractionInput From(InteractionInput input, IReadOnlySet<string>? sources = null, bool loading = false)
    {
        var message = new Proto.InteractionInput
        {
            Name = input.Name,
            Label = input.EffectiveLabel,
            InputType = Type(input.InputType),
            Required = input.Required,
            AllowCustomChoice = input.AllowCustomChoice,
            Disabled = input.Disabled,
            Placeholder = input.Placeholder ?? "",
            Value = input.Value ?? "",
            MaxLength = input.MaxLength ?? 0,
            UpdateStateOnChange = sources?.Contains(input.Name) == true,
            Loading = loading,
            AllowMultipleFiles = input.AllowMultipleFiles,
            FileFilter = input.FileFilter ?? "",
            MaxFileSize = input.MaxFileSize ?? 0,
        };
        if (input.Description is { } description)
        {
            message.Description = description;
            message.EnableDescriptionMarkdown = input.EnableDescriptionMarkdown;
        }

        foreach (var (value, text) in input.Options ?? [])
        {
            message.Options[value] = text;
        }

        message.ValidationErrors.AddRange(input.ValidationErrors);
        return message;
    }

    private static Proto.InputType Type(InputType type) => type switch
    {
        InputType.Text => Proto.InputType.Text,
        InputType.SecretText => Proto.InputType.SecretText,
        InputType.Choice => Proto.InputType.Choice,
        InputType.Boolean => Proto.InputType.Boolean,
        InputType.Number => Proto.InputType.Number,
        InputType.File => Proto.InputType.File,
        _ => Proto.InputType.Unspecified,
    };
}
