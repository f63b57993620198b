namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is given to the application from outside.</summary>
public class ParameterResource : Resource, IExpressionValue
{
    private readonly Lazy<string> _value;
    private string? _configurationKey;

    /// <summary>Creates a parameter; the callback is asked for the value once, with the default in place by then.</summary>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : base(name)
    {
        ArgumentNullException.ThrowIfNull(callback);
        // An exception is kept as well: a value that turns up in the configuration later comes through WaitForValueTcs.
        _value = new(() => callback(Default));
        Secret = secret;
    }

    /// <summary>The value if it is known; throws otherwise and never waits.</summary>
    [Obsolete("Use GetValueAsync for async access or pass the ParameterResource directly to methods that accept it (e.g., environment variables).")]
    public string Value => ValueInternal;

    /// <summary>Where the value comes from when it is not in the configuration.</summary>
    public ParameterDefault? Default { get; set; }

    /// <summary>The value must not be shown.</summary>
    public bool Secret { get; }

    /// <summary>The value is a connection string.</summary>
    public bool IsConnectionString { get; set; }

    /// <summary>What the value is for.</summary>
    public string? Description { get; set; }

    /// <summary>The description is Markdown.</summary>
    public bool EnableDescriptionMarkdown { get; set; }

    /// <summary>The value's placeholder in a published application.</summary>
    public string ValueExpression => $"{{{Name}.value}}";

    /// <summary>The configuration key that holds the value.</summary>
    internal string ConfigurationKey
    {
        get => _configurationKey ?? (IsConnectionString ? $"ConnectionStrings:{Name}" : $"Parameters:{Name}");
        set => _configurationKey = value;
    }

    /// <summary>Set in run mode: the value once it is found, or once somebody has entered it.</summary>
    internal TaskCompletionSource<string>? WaitForValueTcs { get; set; }

    /// <summary>The value if it is known by now; throws otherwise.</summary>
    internal string ValueInternal => WaitForValueTcs is { Task.IsCompletedSuccessfully: true } entered
        ? entered.Task.GetAwaiter().GetResult()
        : _value.Value;

#pragma warning disable MA0061 // Aspire leaves the default out here.
    /// <summary>The value; waits for a person to enter it when that is possible.</summary>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
        => WaitForValueTcs is { } source ? await source.Task.WaitAsync(cancellationToken).ConfigureAwait(false) : ValueInternal;

    /// <summary>The value; it is the same for every caller.</summary>
#pragma warning disable CA1725 // Aspire's names.
    public ValueTask<string?> GetValueAsync(ValueProviderContext _, CancellationToken cancellationToken) => GetValueAsync(cancellationToken);
#pragma warning restore CA1725
#pragma warning restore MA0061
}

/// <summary>Makes the input by which a person enters a parameter's value.</summary>
public class InputGeneratorAnnotation(Func<ParameterResource, InteractionInput> inputGenerator) : IResourceAnnotation
{
    /// <summary>Makes the input.</summary>
    public Func<ParameterResource, InteractionInput> InputGenerator => inputGenerator;
}
