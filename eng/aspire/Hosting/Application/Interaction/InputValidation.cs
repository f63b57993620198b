using System.Globalization;

namespace Aspire.Hosting.Interactions;

/// <summary>Checks what a person or a program gave for inputs.</summary>
internal static class InputValidation
{
    private const int DefaultMaxLength = 8_000;

    /// <summary>Checks the values of a prompt; what is wrong is told at each input.</summary>
    public static Task<bool> CheckAsync(InteractionInputCollection inputs, Func<InputsDialogValidationContext, Task>? validate, IServiceProvider services, CancellationToken cancellationToken)
        => CheckAsync(inputs, validate, static text => int.TryParse(text, CultureInfo.InvariantCulture, out _), trimsSecrets: true, services, cancellationToken);

    /// <summary>Checks the arguments of a command, which scripts give: their numbers have fractions and their secrets are left as they are.</summary>
    public static Task<bool> CheckArgumentsAsync(InteractionInputCollection arguments, Func<InputsDialogValidationContext, Task>? validate, IServiceProvider services, CancellationToken cancellationToken)
        => CheckAsync(arguments, validate, static text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _), trimsSecrets: false, services, cancellationToken);

    private static async Task<bool> CheckAsync(
        InteractionInputCollection inputs,
        Func<InputsDialogValidationContext, Task>? validate,
        Func<string, bool> isNumber,
        bool trimsSecrets,
        IServiceProvider services,
        CancellationToken cancellationToken)
    {
        var context = new InputsDialogValidationContext { Inputs = inputs, Services = services, CancellationToken = cancellationToken };
        foreach (var input in inputs)
        {
            input.ValidationErrors.Clear();
            if (trimsSecrets || input.InputType is not InputType.SecretText)
            {
                input.Value = input.Value?.Trim();
            }

            if (!input.Disabled && FindProblem(input, isNumber) is { } problem)
            {
                context.AddValidationError(input, problem);
            }
        }

        if (!context.HasErrors && validate is not null)
        {
            await validate(context).ConfigureAwait(false);
        }

        return !context.HasErrors;
    }

    private static string? FindProblem(InteractionInput input, Func<string, bool> isNumber)
    {
        // Text in a file input may name no file at all.
        if (input.Value is not { Length: > 0 } value || (input.InputType is InputType.File && input.Files is not { Count: > 0 }))
        {
            return input.Required ? "Value is required." : null;
        }

        return input.InputType switch
        {
            InputType.Text or InputType.SecretText when value.Length > (input.MaxLength ?? DefaultMaxLength)
                => string.Create(CultureInfo.InvariantCulture, $"Value length exceeds {input.MaxLength ?? DefaultMaxLength} characters."),
            InputType.Choice when !input.AllowCustomChoice && input.Options?.All(option => !string.Equals(option.Key, value, StringComparison.Ordinal)) is true
                => "Value must be one of the provided options.",
            InputType.Boolean when !bool.TryParse(value, out _) => "Value must be a valid boolean.",
            InputType.Number when !isNumber(value) => "Value must be a valid number.",
            _ => null,
        };
    }
}
