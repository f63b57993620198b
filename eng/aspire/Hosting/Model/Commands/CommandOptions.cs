namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command looks and what it asks for.</summary>
public class CommandOptions
{
    private IReadOnlyList<InteractionInput> _arguments = [];

    /// <summary>What the command does.</summary>
    public string? Description { get; set; }

    /// <summary>Handed back to the command by older callers.</summary>
    [Obsolete("Use Arguments to describe invocation arguments and ExecuteCommandContext.Arguments to read them.")]
    public object? Parameter
    {
        get => LegacyParameter;
        set => LegacyParameter = value;
    }

    /// <summary>What the command asks for.</summary>
    public IReadOnlyList<InteractionInput> Arguments
    {
        get => _arguments;
        set => _arguments = value ?? [];
    }

    /// <summary>Checks what was entered.</summary>
    public Func<InputsDialogValidationContext, Task>? ValidateArguments { get; set; }

    /// <summary>Who sees the command.</summary>
    public ResourceCommandVisibility Visibility { get; set; } = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api;

    /// <summary>The question asked first.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>The icon's name.</summary>
    public string? IconName { get; set; }

    /// <summary>Outline or filled.</summary>
    public IconVariant? IconVariant { get; set; }

    /// <summary>The command is shown as a button.</summary>
    public bool IsHighlighted { get; set; }

    /// <summary>Says whether the command can be run now; by default it always can.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }

    /// <summary>What is shown while the command runs.</summary>
    public CommandProgressOptions? Progress { get; set; }

    internal object? LegacyParameter { get; private set; }
}

/// <summary>What is shown while a command runs.</summary>
public sealed class CommandProgressOptions
{
    /// <summary>The text.</summary>
    public string? Message { get; set; }

    /// <summary>The heading.</summary>
    public string? Title { get; set; }

    /// <summary>The command cannot be cancelled.</summary>
    public bool HideCancelButton { get; set; }
}
