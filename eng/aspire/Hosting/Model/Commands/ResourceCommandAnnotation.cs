using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command a person or a tool can run on a resource.</summary>
[DebuggerDisplay("Command {Name,nq}")]
public sealed class ResourceCommandAnnotation : IResourceAnnotation
{
    /// <summary>Creates a command without arguments.</summary>
    public ResourceCommandAnnotation(
        string name,
        string displayName,
        Func<UpdateCommandStateContext, ResourceCommandState> updateState,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        string? displayDescription,
        object? parameter,
        string? confirmationMessage,
        string? iconName,
        IconVariant? iconVariant,
        bool isHighlighted)
        : this(name, displayName, updateState, executeCommand, displayDescription, arguments: null, confirmationMessage, iconName, iconVariant, isHighlighted)
        => LegacyParameter = parameter;

    /// <summary>Creates a command.</summary>
    public ResourceCommandAnnotation(
        string name,
        string displayName,
        Func<UpdateCommandStateContext, ResourceCommandState> updateState,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        string? displayDescription,
        IReadOnlyList<InteractionInput>? arguments,
        string? confirmationMessage,
        string? iconName,
        IconVariant? iconVariant,
        bool isHighlighted,
        ResourceCommandVisibility visibility = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api,
        Func<InputsDialogValidationContext, Task>? validateArguments = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(displayName);
        ArgumentNullException.ThrowIfNull(updateState);
        ArgumentNullException.ThrowIfNull(executeCommand);
        Name = name;
        DisplayName = displayName;
        UpdateState = updateState;
        ExecuteCommand = executeCommand;
        DisplayDescription = displayDescription;
        Arguments = arguments ?? [];
        ConfirmationMessage = confirmationMessage;
        IconName = iconName;
        IconVariant = iconVariant;
        IsHighlighted = isHighlighted;
        Visibility = visibility;
        ValidateArguments = validateArguments;
    }

    /// <summary>The name by which the command is run.</summary>
    public string Name { get; }

    /// <summary>The name that is shown.</summary>
    public string DisplayName { get; }

    /// <summary>Says whether the command can be run now.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState> UpdateState { get; }

    /// <summary>Runs the command.</summary>
    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand { get; }

    /// <summary>What the command does.</summary>
    public string? DisplayDescription { get; }

    /// <summary>Handed back to the command by older callers.</summary>
    [Obsolete("Use Arguments to describe invocation arguments and ExecuteCommandContext.Arguments to read them.")]
    public object? Parameter => LegacyParameter;

    /// <summary>What the command asks for.</summary>
    public IReadOnlyList<InteractionInput> Arguments { get; }

    /// <summary>Checks what was entered.</summary>
    public Func<InputsDialogValidationContext, Task>? ValidateArguments { get; }

    /// <summary>The question asked first.</summary>
    public string? ConfirmationMessage { get; }

    /// <summary>The icon's name.</summary>
    public string? IconName { get; }

    /// <summary>Outline or filled.</summary>
    public IconVariant? IconVariant { get; }

    /// <summary>The command is shown as a button.</summary>
    public bool IsHighlighted { get; }

    /// <summary>Who sees the command.</summary>
    public ResourceCommandVisibility Visibility { get; }

    /// <summary>What is shown while the command runs.</summary>
    public CommandProgressOptions? Progress { get; internal init; }

    internal object? LegacyParameter { get; init; }
}
