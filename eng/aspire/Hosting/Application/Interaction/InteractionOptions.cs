namespace Aspire.Hosting;

/// <summary>How a prompt looks.</summary>
public class InteractionOptions
{
    /// <summary>The text of the first button.</summary>
    public string? PrimaryButtonText { get; set; }

    /// <summary>The text of the second button.</summary>
    public string? SecondaryButtonText { get; set; }

    /// <summary>Whether the second button is shown.</summary>
    public bool? ShowSecondaryButton { get; set; }

    /// <summary>Whether the prompt can be closed without an answer.</summary>
    public bool? ShowDismiss { get; set; }

    /// <summary>Whether the message is Markdown.</summary>
    public bool? EnableMessageMarkdown { get; set; }
}

/// <summary>How a message box looks.</summary>
public class MessageBoxInteractionOptions : InteractionOptions
{
    /// <summary>The kind of the message.</summary>
    public MessageIntent? Intent { get; set; }
}

/// <summary>How a notification looks.</summary>
public class NotificationInteractionOptions : InteractionOptions
{
    /// <summary>The kind of the message.</summary>
    public MessageIntent? Intent { get; set; }

    /// <summary>The text of the link.</summary>
    public string? LinkText { get; set; }

    /// <summary>The target of the link.</summary>
    public string? LinkUrl { get; set; }
}

/// <summary>How a prompt for values looks and what it accepts.</summary>
public class InputsDialogInteractionOptions : InteractionOptions
{
    /// <summary>Checks the values before they are accepted.</summary>
    public Func<InputsDialogValidationContext, Task>? ValidationCallback { get; set; }
}

/// <summary>The kind of a message.</summary>
public enum MessageIntent
{
    /// <summary>No kind.</summary>
    None = 0,

    /// <summary>Something worked.</summary>
    Success = 1,

    /// <summary>A warning.</summary>
    Warning = 2,

    /// <summary>An error.</summary>
    Error = 3,

    /// <summary>Something to know.</summary>
    Information = 4,

    /// <summary>Something to confirm.</summary>
    Confirmation = 5,
}
