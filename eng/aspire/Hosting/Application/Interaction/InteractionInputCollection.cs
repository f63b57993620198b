using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Aspire.Hosting;

/// <summary>The inputs of a prompt.</summary>
[DebuggerDisplay("Count = {Count}")]
public sealed class InteractionInputCollection : IReadOnlyList<InteractionInput>
{
    private readonly InteractionInput[] _inputs;
    private readonly Dictionary<string, InteractionInput> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A collection of inputs with unique names.</summary>
    public InteractionInputCollection(IReadOnlyList<InteractionInput> inputs)
    {
        _inputs = [.. inputs];
        foreach (var input in _inputs)
        {
            if (!_byName.TryAdd(input.Name, input))
            {
                throw new InvalidOperationException($"Two inputs are named '{input.Name}'; names of inputs must be unique.");
            }
        }
    }

    /// <summary>The input with this name.</summary>
    public InteractionInput this[string name] => _byName.TryGetValue(name, out var input)
        ? input
        : throw new KeyNotFoundException($"There is no input named '{name}'.");

    /// <summary>The input at this position.</summary>
    public InteractionInput this[int index] => _inputs[index];

    /// <summary>The number of inputs.</summary>
    public int Count => _inputs.Length;

    /// <summary>The names of the inputs.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>Finds an input.</summary>
    public bool TryGetByName(string name, [NotNullWhen(true)] out InteractionInput? input) => _byName.TryGetValue(name, out input);

    /// <summary>Whether there is an input with this name.</summary>
    public bool ContainsName(string name) => _byName.ContainsKey(name);

    /// <summary>The value of an input.</summary>
    public string? GetString(string name) => this[name].Value;

    /// <summary>The value of an input as a boolean.</summary>
    public bool GetBoolean(string name) => bool.Parse(Required(name));

    /// <summary>The value of an input as an integer.</summary>
    public int GetInt32(string name) => int.Parse(Required(name), NumberStyles.Integer, CultureInfo.InvariantCulture);

    /// <summary>The value of an input as a floating point number.</summary>
    public double GetDouble(string name) => double.Parse(Required(name), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The inputs as an array.</summary>
    public InteractionInput[] ToArray() => [.. _inputs];

    /// <inheritdoc />
    public IEnumerator<InteractionInput> GetEnumerator() => _inputs.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string Required(string name) => GetString(name) ?? throw new InvalidOperationException($"Input '{name}' has no value.");
}
