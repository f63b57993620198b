namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// Runs a callback once and hands its result to everybody who asks: the dependency search and the start of a resource
/// must see the same values, and a callback may have effects.
/// </summary>
internal sealed class CallbackOnce<TContext, TResult>(Func<TContext, Task<TResult>> callback)
{
    private readonly Lock _lock = new();
    private Task<TResult>? _result;

    public Task<TResult> EvaluateAsync(TContext context)
    {
        lock (_lock)
        {
            return _result ??= callback(context);
        }
    }

    /// <summary>The resource starts again, so the callback runs again.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _result = null;
        }
    }
}
