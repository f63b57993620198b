using Aspire.Hosting.Interactions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The arguments of a command: declared by the command, given by whoever runs it.</summary>
internal static class CommandArguments
{
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

    public static async Task<bool> ValidateAsync(ResourceCommandAnnotation command, InteractionInputCollection arguments, IServiceProvider services, CancellationToken cancellationToken)
    {
        var loaded = await LoadAsync(arguments, services, cancellationToken).ConfigureAwait(false);
        return await InputValidation.CheckArgumentsAsync(arguments, command.ValidateArguments, services, cancellationToken).ConfigureAwait(false)
            & !RefuseDisabled(arguments, loaded);
    }

    /// <summary>Lets arguments that are filled by a callback be filled; returns those whose callback ran.</summary>
    private static async Task<HashSet<InteractionInput>> LoadAsync(InteractionInputCollection arguments, IServiceProvider services, CancellationToken cancellationToken)
    {
        var loaded = new HashSet<InteractionInput>();
        foreach (var argument in arguments)
        {
            if (argument.DynamicLoading is { } loading
                && (loading.AlwaysLoadOnStart || loading.DependsOnInputs?.All(name => arguments.TryGetByName(name, out var input) && !string.IsNullOrEmpty(input.Value)) is not false))
            {
                await loading.LoadCallback(new LoadInputContext { AllInputs = arguments, Input = argument, Services = services, CancellationToken = cancellationToken }).ConfigureAwait(false);
                loaded.Add(argument);
            }
        }

        return loaded;
    }

    /// <summary>A value for an argument that its callback might have enabled, had those before it been given.</summary>
    private static bool RefuseDisabled(InteractionInputCollection arguments, HashSet<InteractionInput> loaded)
    {
        var refused = arguments.Where(argument => argument is { Disabled: true, DynamicLoading: not null, Value.Length: > 0 } && !loaded.Contains(argument)).ToList();
        refused.ForEach(argument => argument.ValidationErrors.Add("Argument is disabled."));
        return refused.Count > 0;
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
