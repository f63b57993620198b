using System.Diagnostics;

namespace Aspire.Hosting;

/// <summary>A value that a user is asked for.</summary>
[DebuggerDisplay("{Name}: {InputType}")]
public sealed class InteractionInput
{
    private string? _name;
    private bool _required;
    private InputLoadOptions? _dynamicLoading;

    /// <summary>The name, unique in its prompt.</summary>
    public required string Name
    {
        get => _name!;
        init => _name = value;
    }

    /// <summary>The label; the name when there is none.</summary>
    public string? Label { get; init; }

    /// <summary>What the value is for.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the description is Markdown.</summary>
    public bool EnableDescriptionMarkdown { get; init; }

    /// <summary>The kind of the value.</summary>
    public required InputType InputType { get; init; }

    /// <summary>Whether there must be a value.</summary>
    public bool Required
    {
        get => _required;
        init => _required = value;
    }

    /// <summary>The values to choose from.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Options { get; set; }

    /// <summary>Changes the input while it is shown.</summary>
    public InputLoadOptions? DynamicLoading
    {
        get => _dynamicLoading;
        init => _dynamicLoading = value;
    }

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

    /// <summary>Whether several files may be given.</summary>
    public bool AllowMultipleFiles { get; init; }

    /// <summary>The files to choose from, such as <c>.json,.txt</c>.</summary>
    public string? FileFilter { get; init; }

    /// <summary>The longest file accepted, in bytes.</summary>
    public long? MaxFileSize
    {
        get;
        init
        {
            if (value is { } bytes)
            {
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes, nameof(value));
            }

            field = value;
        }
    }

    /// <summary>The files that were given.</summary>
    public IReadOnlyList<InteractionFile>? Files { get; internal set; }

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
        AllowMultipleFiles = AllowMultipleFiles,
        FileFilter = FileFilter,
        MaxFileSize = MaxFileSize,
    };

    /// <summary>Makes what a parameter's own generator made fit the place where it is asked for.</summary>
    internal InteractionInput As(string name, bool required, InputLoadOptions? dynamicLoading)
    {
        (_name, _required, _dynamicLoading) = (name, required, dynamicLoading ?? _dynamicLoading);
        return this;
    }
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
