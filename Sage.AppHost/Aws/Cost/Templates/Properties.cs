using System.Globalization;
using System.Text.Json.Nodes;

namespace Sage.AppHost.Aws.Cost.Templates;

/// <summary>Typed access to properties. Absent is null; a value that cannot be known throws <see cref="UnresolvedValueException"/>, naming the property.</summary>
internal sealed class Properties(TemplateSet templates, StackTemplate stack, JsonObject node)
{
    // No amount of anything that one resource has comes near; what does is a typing error, and must not overflow a sum.
    private const decimal Largest = 1_000_000_000m;

    public string? Text(string path) => Read(path) switch
    {
        Value.Nothing => null,
        Value.Scalar { Text: var text } => text,
        _ => throw new UnresolvedValueException($"{path} is not a plain value"),
    };

    public decimal? Number(string path) => Text(path) switch
    {
        null => null,
        var text when decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= Largest => number,
        var text => throw new UnresolvedValueException($"{path} is {text}, which is no amount"),
    };

    public bool Flag(string path) => Text(path) switch
    {
        null => false,
        var text when bool.TryParse(text, out var flag) => flag,
        var text => throw new UnresolvedValueException($"{path} is {text}, neither true nor false"),
    };

    public int Count(string path) => Items(path)?.Nodes.Count ?? 0;

    public IEnumerable<Properties> Sections(string path) =>
        Items(path) is { Nodes: var nodes, Stack: var where }
            ? nodes.Select(item => templates.Intrinsics.Resolve(item, where)).OfType<Value.Section>().Select(s => new Properties(templates, s.Stack, s.Node))
            : [];

    public TemplateResource? Resource(string path) => Read(path) is Value.Resource { Target: var target } ? target : null;

    public IEnumerable<TemplateResource> MentionedIn(string name) => templates.Intrinsics.MentionedIn(node[name], stack);

    /// <summary>Something is there, be it something that only AWS knows: an ARN has the account in it.</summary>
    public bool Has(string path)
    {
        try
        {
            return Read(path) is not Value.Nothing;
        }
        catch (UnresolvedValueException)
        {
            return true;
        }
    }

    private Value.Items? Items(string path) => Read(path) switch
    {
        Value.Nothing => null,
        Value.Items items => items,
        _ => throw new UnresolvedValueException($"{path} is a list that only AWS knows"),
    };

    private Value Read(string path)
    {
        try
        {
            Value value = new Value.Section(node, stack);
            foreach (var name in path.Split('.'))
            {
                value = value switch
                {
                    Value.Section section => templates.Intrinsics.Resolve(section.Node[name], section.Stack),
                    Value.Nothing => value,
                    _ => throw new UnresolvedValueException("it is not made of properties"),
                };
            }
            return value;
        }
        catch (UnresolvedValueException error)
        {
            throw new UnresolvedValueException($"{path}: {error.Message}");
        }
    }
}
