namespace Aspire.Hosting;

/// <summary>How an input is changed while it is shown.</summary>
public sealed class InputLoadOptions
{
    /// <summary>Changes the input.</summary>
    public required Func<LoadInputContext, Task> LoadCallback { get; init; }

    /// <summary>Whether the callback also runs before the inputs that it depends on have values.</summary>
    public bool AlwaysLoadOnStart { get; init; }

    /// <summary>The inputs whose change calls the callback again.</summary>
    public IReadOnlyList<string>? DependsOnInputs { get; init; }
}

/// <summary>What the callback of a dynamic input sees.</summary>
public sealed class LoadInputContext
{
    /// <summary>The input to change.</summary>
    public required InteractionInput Input { get; init; }

    /// <summary>All inputs of the prompt.</summary>
    public required InteractionInputCollection AllInputs { get; init; }

    /// <summary>The services of the application.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>Cancelled when the input is no longer needed.</summary>
    public required CancellationToken CancellationToken { get; init; }
}
