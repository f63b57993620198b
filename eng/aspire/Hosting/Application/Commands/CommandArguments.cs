using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The arguments of a command: declared by the command, given by whoever runs it.</summary>
internal static class CommandArguments
{
    private const int DefaultMaxLength = 8_000;

    public static InteractionInputCollection Create(ResourceCommandAnnotation command, IReadOnlyDictionary<string, string?> values)
        => new([.. command.Arguments.Select(argument => argument.With(Value(argument, values)))]);

    /// <summary>A command that declares no arguments gets those it is given.</summary>
    public static InteractionInputCollection Create(ResourceCommandAnnotation command, InteractionInputCollection given)
        => command.Arguments.Count == 0
            ? new([.. given.Select(argument => argument.With(argument.Value))])
            : Create(command, given.ToDictionary(argument => argument.Name, argument => argument.Value, StringComparer.OrdinalIgnoreCase));

    /// <summary>Why values cannot be given to a command, or null.</summary>
    public static string? Refuse(ResourceCommandAnnotation command, IReadOnlyDictionary<string, string?> values)
    {
        var unknown = values.Keys.Where(name => !command.Arguments.Any(argument => Is(argument, name))).ToArray();
        var disabled = values.Keys.Where(name => command.Arguments.Any(argument => Is(argument, name) && argument is { Disabled: true, DynamicLoading: null })).ToArray();
        return (unknown, disabled) switch
        {
            (_, [var only]) => $"Argument '{only}' for command '{command.Name}' is disabled.",
            (_, [_, ..]) => $"Arguments for command '{command.Name}' are disabled: {Quoted(disabled)}.",
            ([var only], _) => $"Unknown argument '{only}' for command '{command.Name}'.",
            ([_, ..], _) => $"Unknown arguments for command '{command.Name}': {Quoted(unknown)}.",
            _ => null,
        };
    }

    public static Task<bool> ValidateAsync(ResourceCommandAnnotation command, InteractionInputCollection arguments, IServiceProvider services, CancellationToken cancellationToken)
        => ValidateAsync(arguments, command.ValidateArguments, services, cancellationToken);

    /// <summary>The values of a prompt are checked like the arguments of a command.</summary>
    public static async Task<bool> ValidateAsync(InteractionInputCollection arguments, Func<InputsDialogValidationContext, Task>? validate, IServiceProvider services, CancellationToken cancellationToken)
    {
        await LoadAsync(arguments, services, cancellationToken).ConfigureAwait(false);
        var context = new InputsDialogValidationContext { Inputs = arguments, Services = services, CancellationToken = cancellationToken };
        foreach (var argument in arguments)
        {
            argument.ValidationErrors.Clear();
            if (argument.InputType != InputType.SecretText)
            {
                argument.Value = argument.Value?.Trim();
            }

            if (!argument.Disabled && Problem(argument) is { } problem)
            {
                context.AddValidationError(argument, problem);
            }
        }

        if (!context.HasErrors && validate is not null)
        {
            await validate(context).ConfigureAwait(false);
        }

        return !context.HasErrors;
    }

    /// <summary>Lets inputs that are filled by a callback be filled.</summary>
    public static async Task LoadAsync(InteractionInputCollection arguments, IServiceProvider services, CancellationToken cancellationToken)
    {
        foreach (var argument in arguments)
        {
            if (argument.DynamicLoading is { } loading
                && (loading.AlwaysLoadOnStart || loading.DependsOnInputs?.All(name => arguments.TryGetByName(name, out var input) && !string.IsNullOrEmpty(input.Value)) is not false))
            {
                await loading.LoadCallback(new LoadInputContext
                {
                    AllInputs = arguments,
                    Input = argument,
                    Services = services,
                    CancellationToken = cancellationToken,
                }).ConfigureAwait(false);
            }
        }
    }

    private static string? Problem(InteractionInput argument)
    {
        if (argument.Value is not { Length: > 0 } value)
        {
            return argument.Required ? "Value is required." : null;
        }

        return argument.InputType switch
        {
            InputType.Text or InputType.SecretText when value.Length > (argument.MaxLength ?? DefaultMaxLength)
                => string.Create(CultureInfo.InvariantCulture, $"Value length exceeds {argument.MaxLength ?? DefaultMaxLength} characters."),
            InputType.Choice when !argument.AllowCustomChoice && argument.Options?.All(option => !string.Equals(option.Key, value, StringComparison.Ordinal)) is true
                => "Value must be one of the provided options.",
            InputType.Boolean when !bool.TryParse(value, out _) => "Value must be a valid boolean.",
            InputType.Number when !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => "Value must be a valid number.",
            _ => null,
        };
    }

    private static string? Value(InteractionInput argument, IReadOnlyDictionary<string, string?> values)
    {
        foreach (var (name, value) in values)
        {
            if (Is(argument, name))
            {
                return value;
            }
        }

        return argument.Value;
    }

    private static bool Is(InteractionInput argument, string name) => string.Equals(argument.Name, name, StringComparison.OrdinalIgnoreCase);

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
