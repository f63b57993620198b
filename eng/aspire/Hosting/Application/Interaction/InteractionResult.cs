using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting;

/// <summary>Makes results of prompts.</summary>
public static class InteractionResult
{
    /// <summary>The user answered.</summary>
    public static InteractionResult<T> Ok<T>(T result) => new(result, canceled: false);

    /// <summary>The user did not answer.</summary>
    public static InteractionResult<T> Cancel<T>(T? data = default) => new(data, canceled: true);
}

/// <summary>The result of a prompt.</summary>
public class InteractionResult<T>
{
    internal InteractionResult(T? data, bool canceled)
    {
        Data = data;
        Canceled = canceled;
    }

    /// <summary>The answer.</summary>
    public T? Data { get; }

    /// <summary>Whether the user did not answer.</summary>
    [MemberNotNullWhen(false, nameof(Data))]
    public bool Canceled { get; }
}
