using System.Collections.Concurrent;
using System.Globalization;

namespace Aspire.Hosting.Interactions;

/// <summary>What the user is asked: a message box, a notification, progress or, with inputs, a dialog; the options tell which.</summary>
internal sealed class Interaction(int id, string title, string? message, InteractionOptions options, InteractionInputCollection? inputs = null)
{
    private readonly TaskCompletionSource<bool?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, byte> _loading = new(StringComparers.InteractionInputName);

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
    public bool IsOver => _answer.Task.IsCompleted;

    /// <summary>What was uploaded for its inputs so far.</summary>
    public ConcurrentDictionary<string, UploadedFile> Files { get; } = new(StringComparer.Ordinal);

    public static string KeyOf(int id) => id.ToString(CultureInfo.InvariantCulture);

    public bool IsLoading(InteractionInput input) => _loading.ContainsKey(input.Name);

    public void SetLoading(InteractionInput input, bool loading)
    {
        if (loading)
        {
            _loading[input.Name] = 0;
        }
        else
        {
            _loading.TryRemove(input.Name, out _);
        }
    }

    /// <summary>False when it was over already.</summary>
    public bool TryEnd(bool? answer) => _answer.TrySetResult(answer);
}
