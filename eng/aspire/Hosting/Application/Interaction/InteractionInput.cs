using System.Diagnostics;

namespace Aspire.Hosting;

/// <summary>A value that a user is asked for.</summary>
[DebuggerDisplay("{Name}: {InputType}")]
public sealed class InteractionInput
{
    /// <summary>The name, unique in its prompt.</summary>
    public required string Name { get; init; }

    /// <summary>The label; the name when there is none.</summary>
    public string? Label { get; init; }

    /// <summary>What the value is for.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the description is Markdown.</summary>
    public bool EnableDescriptionMarkdown { get; init; }

    /// <summary>The kind of the value.</summary>
    public required InputType InputType { get; init; }

    /// <summary>Whether there must be a value.</summary>
    public bool Required { get; init; }

    /// <summary>The values to choose from.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Options { get; set; }

    /// <summary>Changes the input while it is shown.</summary>
    public InputLoadOptions? DynamicLoading { get; init; }

    /// <summary>The value.</summary>
    public string? Value { get; set; }

    /// <summary>What an empty input shows.</summary>
    public string? Placeholder { get; init; }

    /// <summary>Whether a value outside the options is accepted.</summary>
    public bool AllowCustomChoice { get; init; }

    /// <summary>Whether the value cannot be changed.</summary>
    public bool Disabled { get; set; }

    /// <summary>The longest text accepted.</summary>
    public int? MaxLength
    {
        get;
        init
        {
            if (value is { } length)
            {
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length, nameof(value));
            }

            field = value;
        }
    }

    internal string EffectiveLabel => string.IsNullOrWhiteSpace(Label) ? Name : Label;

    internal List<string> ValidationErrors { get; } = [];

    internal InteractionInput With(string? value) => new()
    {
        Name = Name,
        Label = Label,
        Description = Description,
        EnableDescriptionMarkdown = EnableDescriptionMarkdown,
        InputType = InputType,
        Required = Required,
        Options = Options,
        DynamicLoading = DynamicLoading,
        Value = value,
        Placeholder = Placeholder,
        AllowCustomChoice = AllowCustomChoice,
        Disabled = Disabled,
        MaxLength = MaxLength,
    };
}

/// <summary>The kind of a value.</summary>
public enum InputType
{
    /// <summary>A line of text.</summary>
    Text,

    /// <summary>A line of text that is not shown.</summary>
    SecretText,

    /// <summary>One of several options.</summary>
    Choice,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A file.</summary>
    File,
}

/// <summary>How an input is changed while it is shown.</summary>
public sealed class InputLoadOptions
{
    /// <summary>Changes the input.</summary>
    public required Func<LoadInputContext, Task> LoadCallback { get; init; }

    /// <summary>Whether the callback also runs before the inputs that it depends on have values.</summary>
    public bool AlwaysLoadOnStart { get; init; }

    /// <summary>The inputs whose change calls the callback again.</summary>
    public IReadOnlyList<string>? DependsOnInputs { get; init; }
}

/// <summary>What the callback of a dynamic input sees.</summary>
public sealed class LoadInputContext
{
    /// <summary>The input to change.</summary>
    public required InteractionInput Input { get; init; }

    /// <summary>All inputs of the prompt.</summary>
    public required InteractionInputCollection AllInputs { get; init; }

    /// <summary>The services of the application.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>Cancelled when the input is no longer needed.</summary>
    public required CancellationToken CancellationToken { get; init; }
}
