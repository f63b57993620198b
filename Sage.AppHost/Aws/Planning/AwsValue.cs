namespace Sage.AppHost.Aws.Planning;

/// <summary>A value of the model as it will be known: at publish time (text), after the data stack stands (hosts), or never here (secrets).</summary>
internal sealed record AwsValue(IReadOnlyList<ValuePart> Parts)
{
    public static readonly AwsValue Empty = new([]);

    /// <summary>Must not appear in a template, a task definition or a log.</summary>
    public bool HasSecret => Parts.Any(part => part is SecretPart);

    /// <summary>The one secret it is, when it is nothing else.</summary>
    public SecretPart? WholeSecret => Parts is [SecretPart only] ? only : null;

    /// <summary>The text, when all of it is known at publish time.</summary>
    public string? Text => Parts.All(part => part is TextPart) ? string.Concat(Parts.Cast<TextPart>().Select(part => part.Text)) : null;

    public static AwsValue Of(string? text) => string.IsNullOrEmpty(text) ? Empty : new([new TextPart(text)]);

    public static AwsValue Of(ValuePart part) => new([part]);

    public static AwsValue Join(params IEnumerable<AwsValue> values) => new([.. Merge(values.SelectMany(value => value.Parts))]);

    // One literal instead of several: templates stay readable, and equal values are equal.
    private static IEnumerable<ValuePart> Merge(IEnumerable<ValuePart> parts)
    {
        var text = "";
        foreach (var part in parts)
        {
            if (part is TextPart literal)
            {
                text += literal.Text;
                continue;
            }

            if (text.Length > 0)
            {
                yield return new TextPart(text);
                text = "";
            }

            yield return part;
        }

        if (text.Length > 0)
        {
            yield return new TextPart(text);
        }
    }
}

/// <summary>A piece of a value.</summary>
internal abstract record ValuePart;

/// <summary>Known now.</summary>
internal sealed record TextPart(string Text) : ValuePart;

/// <summary>The address of a database server or a cache, which AWS chooses.</summary>
internal sealed record HostPart(IResource Server) : ValuePart;

/// <summary>A secret, or one field of it when it is JSON.</summary>
internal sealed record SecretPart(PlannedSecret Secret, string? Field = null) : ValuePart;
