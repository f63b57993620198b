using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Interactions;

/// <summary>
/// Runs the callbacks that fill the inputs of a dialog while it is open. A change of an input gives up what is running for
/// those that depend on it and starts it again, never two at a time for one input.
/// </summary>
internal sealed partial class InputLoads(Interaction interaction, InteractionInputCollection inputs, IServiceProvider services, Action changed, ILogger logger) : IDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly Dictionary<string, Load> _loads = new(StringComparers.InteractionInputName);
    private readonly Lock _lock = new();

    /// <summary>Why the inputs cannot be asked for, or null: a person fills them in from the first to the last.</summary>
    public static string? FindProblem(IReadOnlyList<InteractionInput> inputs)
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            foreach (var source in inputs[i].DynamicLoading?.DependsOnInputs ?? [])
            {
                var position = inputs.Index().Where(input => string.Equals(input.Item.Name, source, StringComparisons.InteractionInputName)).Select(input => input.Index).DefaultIfEmpty(-1).First();
                if (position < 0 || position >= i)
                {
                    return position < 0
                        ? $"The input '{inputs[i].Name}' depends on '{source}', but there is no such input."
                        : $"The input '{inputs[i].Name}' depends on '{source}', which comes after it. Put '{source}' first.";
                }
            }
        }

        return null;
    }

    public void Start()
    {
        foreach (var input in inputs.Where(input => input.DynamicLoading is { } loading && (loading.AlwaysLoadOnStart || loading.DependsOnInputs is not { Count: > 0 })))
        {
            Queue(input);
        }
    }

    public void Changed(IReadOnlySet<string> names)
    {
        foreach (var input in inputs.Where(input => input.DynamicLoading?.DependsOnInputs?.Any(names.Contains) == true))
        {
            Queue(input);
        }
    }

    public void Dispose()
    {
        // What still runs sees this and ends on its own.
        _ending.Cancel();
    }

    private void Queue(InteractionInput input)
    {
        lock (_lock)
        {
            var earlier = _loads.GetValueOrDefault(input.Name);
            earlier?.Cancellation.Cancel();
            var cancellation = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
            interaction.SetLoading(input, loading: true);
            _loads[input.Name] = new Load(cancellation, RunAsync(input, earlier?.Running ?? Task.CompletedTask, cancellation));
        }
    }

    private async Task RunAsync(InteractionInput input, Task earlier, CancellationTokenSource cancellation)
    {
        // A callback may block before it awaits.
        await Task.Yield();
        await earlier;
        using (cancellation)
        {
            try
            {
                cancellation.Token.ThrowIfCancellationRequested();
                await input.DynamicLoading!.LoadCallback(new LoadInputContext { AllInputs = inputs, Input = input, Services = services, CancellationToken = cancellation.Token });
                DropUnknownChoice(input);
            }
            catch (OperationCanceledException)
            {
                // Another run follows, or the dialog is closed.
            }
#pragma warning disable CA1031 // The callback of the AppHost failed; the dialog stays open without what it would have brought.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Log.Failed(logger, exception, input.Name);
            }

            lock (_lock)
            {
                if (cancellation.IsCancellationRequested)
                {
                    return;
                }

                interaction.SetLoading(input, loading: false);
                // From here on nobody cancels what is about to be disposed of.
                _loads.Remove(input.Name);
            }
        }

        changed();
    }

    private static void DropUnknownChoice(InteractionInput input)
    {
        if (input is { InputType: InputType.Choice, AllowCustomChoice: false, Value: { Length: > 0 } value } && input.Options?.Any(option => string.Equals(option.Key, value, StringComparison.Ordinal)) != true)
        {
            input.Value = null;
        }
    }

    private sealed record Load(CancellationTokenSource Cancellation, Task Running);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Loading the input '{InputName}' failed.")]
        public static partial void Failed(ILogger logger, Exception exception, string inputName);
    }
}
