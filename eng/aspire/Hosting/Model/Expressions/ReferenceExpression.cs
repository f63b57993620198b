using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text with values in it that are known later: at run time as values, in a published application as placeholders.</summary>
[DebuggerDisplay("{ValueExpression}")]
public partial class ReferenceExpression : IExpressionValue, IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    /// <summary>Nothing.</summary>
    public static readonly ReferenceExpression Empty = new(string.Empty, [], [], []);

    private readonly string[] _manifestExpressions;
    private readonly string?[] _stringFormats;

    internal ReferenceExpression(string format, IValueProvider[] valueProviders, string[] manifestExpressions, string?[] stringFormats)
    {
        Format = format;
        ValueProviders = valueProviders;
        _manifestExpressions = manifestExpressions;
        _stringFormats = stringFormats;
    }

    private ReferenceExpression(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
        : this(string.Empty, [.. whenTrue.ValueProviders, .. whenFalse.ValueProviders], [], [])
    {
        Condition = condition;
        MatchValue = matchValue;
        WhenTrue = whenTrue;
        WhenFalse = whenFalse;
        Name = ConditionalName.Create(condition, matchValue, whenTrue, whenFalse);
    }

    /// <summary>The composite format string.</summary>
    public string Format { get; }

    /// <summary>The placeholders, in the order of the format's arguments.</summary>
    public IReadOnlyList<string> ManifestExpressions => _manifestExpressions;

    /// <summary>How each value is encoded, or null.</summary>
    public IReadOnlyList<string?> StringFormats => _stringFormats;

    /// <summary>Where the values come from.</summary>
    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    /// <summary>The expression is one of two, chosen by a value.</summary>
    public bool IsConditional => Condition is not null;

    /// <summary>The value that chooses.</summary>
    public IValueProvider? Condition { get; }

    /// <summary>The expression when the condition has the wanted value.</summary>
    public ReferenceExpression? WhenTrue { get; }

    /// <summary>The expression otherwise.</summary>
    public ReferenceExpression? WhenFalse { get; }

    /// <summary>The wanted value.</summary>
    public string? MatchValue { get; }

    /// <summary>The expression's placeholder for a published application.</summary>
    public string ValueExpression => IsConditional
        ? $"{{{Name}.connectionString}}"
        : string.Format(CultureInfo.InvariantCulture, Format, _manifestExpressions);

    internal string? Name { get; }

    IEnumerable<object> IValueWithReferences.References
    {
        get
        {
            if (!IsConditional)
            {
                return ValueProviders;
            }

            var condition = Condition is IValueWithReferences withReferences ? withReferences.References : [];
            return [Condition!, .. condition, .. ((IValueWithReferences)WhenTrue!).References, .. ((IValueWithReferences)WhenFalse!).References];
        }
    }

    /// <summary>Creates an expression from an interpolated string.</summary>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.GetExpression();

    /// <summary>Creates an expression that is one of two; the wanted value is compared ignoring case.</summary>
    public static ReferenceExpression CreateConditional(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentException.ThrowIfNullOrEmpty(matchValue);
        ArgumentNullException.ThrowIfNull(whenTrue);
        ArgumentNullException.ThrowIfNull(whenFalse);
        return new(condition, matchValue, whenTrue, whenFalse);
    }

#pragma warning disable MA0061 // Aspire leaves the default out here.
    /// <summary>The text with its values.</summary>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => GetValueAsync(new(), cancellationToken);

    /// <summary>The text with its values as the caller needs them; an empty expression has no value.</summary>
    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
        => (await ValueResolver.ResolveExpressionAsync(this, static async (provider, context, cancellationToken)
            => new(await provider.GetValueAsync(context, cancellationToken).ConfigureAwait(false), IsSensitive: false), context, cancellationToken).ConfigureAwait(false)).Value;
#pragma warning restore MA0061
}
