using System.Globalization;

namespace Aspire.Hosting.Dashboard;

/// <summary>What the user is asked: a message box, a notification or, with inputs, a dialog; the options tell which.</summary>
internal sealed class Interaction(int id, string title, string? message, InteractionOptions options, InteractionInputCollection? inputs = null)
{
    private readonly TaskCompletionSource<bool?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Id => id;

    public string Key { get; } = KeyOf(id);

    public string Title => title;

    public string? Message => message;

    public InteractionOptions Options => options;

    public InteractionInputCollection? Inputs => inputs;

    /// <summary>What was shown as a message box is a question.</summary>
    public MessageIntent? Intent { get; init; }

    public bool ShowSecondaryButton { get; init; } = options.ShowSecondaryButton ?? true;

    public bool ShowDismiss { get; init; } = options.ShowDismiss ?? true;

    /// <summary>Yes, no, or null when the user closed it.</summary>
    public Task<bool?> Answer => _answer.Task;

    /// <summary>Set when nobody waits for the answer any more, too.</summary>
    public bool IsOver { get; private set; }

    public static string KeyOf(int id) => id.ToString(CultureInfo.InvariantCulture);

    public void End(bool? answer)
    {
        IsOver = true;
        _answer.TrySetResult(answer);
    }
}
