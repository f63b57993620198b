namespace Aspire.Hosting.Cli.Messages;

internal sealed record CommandArgumentMessage(
    string Name,
    string? Label,
    string? Description,
    bool EnableDescriptionMarkdown,
    string InputType,
    bool Required,
    string? Placeholder,
    string? Value,
    Dictionary<string, string?>? Options,
    bool AllowCustomChoice,
    bool Disabled,
    int? MaxLength,
    DynamicLoadingMessage? DynamicLoading)
{
    public static CommandArgumentMessage From(InteractionInput input) => new(
        input.Name,
        input.Label,
        input.Description,
        input.EnableDescriptionMarkdown,
        input.InputType.ToString(),
        input.Required,
        input.Placeholder,
        input.Value,
        input.Options?.ToDictionary(option => option.Key, option => (string?)option.Value, StringComparer.Ordinal),
        input.AllowCustomChoice,
        input.Disabled,
        input.MaxLength,
        input.DynamicLoading is { } loading ? new DynamicLoadingMessage(loading.AlwaysLoadOnStart, loading.DependsOnInputs?.ToArray()) : null);
}

/// <summary>The CLI loads such an argument, with <c>ValidateOnly</c>, before it shows what can be given.</summary>
internal sealed record DynamicLoadingMessage(bool AlwaysLoadOnStart, string[]? DependsOnInputs);
