namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that arrives later and may be replaced; readers wait for the first one.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class ValueSnapshot<T> where T : notnull
{
    private readonly TaskCompletionSource<T> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private Task<T>? _latest;

    /// <summary>A value, or the reason why there is none, has arrived.</summary>
    public bool IsValueSet => _first.Task.IsCompleted;

    /// <summary>The latest value.</summary>
    public Task<T> GetValueAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return _latest ?? _first.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Sets or replaces the value.</summary>
    public void SetValue(T value)
    {
        lock (_lock)
        {
            _latest = Task.FromResult(value);
            _first.TrySetResult(value);
        }
    }

    /// <summary>Says why there is no value.</summary>
    public void SetException(Exception exception)
    {
        lock (_lock)
        {
            _latest = Task.FromException<T>(exception);
            _first.TrySetException(exception);
        }
    }

    /// <summary>The latest value without waiting; throws the reason when there can be none.</summary>
    internal bool TryGetValue([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value)
    {
        lock (_lock)
        {
            value = _latest is null ? default : _latest.GetAwaiter().GetResult();
            return _latest is not null;
        }
    }
}
