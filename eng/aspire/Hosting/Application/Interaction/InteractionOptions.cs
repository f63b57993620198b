using System.Diagnostics.CodeAnalysis;

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

/// <summary>How work that takes a while is shown.</summary>
[Experimental("ASPIREINTERACTION001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public class ProgressInteractionOptions : InteractionOptions
{
    /// <summary>The title.</summary>
    public string? Title { get; set; }

    /// <summary>The work; the prompt closes when it is done.</summary>
    public Func<ProgressContext, Task>? Work { get; set; }
}

/// <summary>What the work behind a progress prompt sees.</summary>
[Experimental("ASPIREINTERACTION001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class ProgressContext
{
    /// <summary>Cancelled when the user or the caller gives up.</summary>
    public required CancellationToken CancellationToken { get; init; }
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
