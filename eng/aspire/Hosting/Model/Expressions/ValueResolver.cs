using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value and whether it may be shown.</summary>
internal sealed record ResolvedValue(string? Value, bool IsSensitive);

/// <summary>Evaluates values, keeping track of secrets that went into them.</summary>
internal static class ValueResolver
{
    public delegate ValueTask<ResolvedValue> Resolve(IValueProvider provider, ValueProviderContext context, CancellationToken cancellationToken);

    public static async ValueTask<ResolvedValue> ResolveAsync(IValueProvider provider, ValueProviderContext context, CancellationToken cancellationToken)
    {
        switch (provider)
        {
            case ConnectionStringReference reference:
                var connectionString = await ResolveExpressionAsync(reference.Resource.ConnectionStringExpression, ResolveAsync, context, cancellationToken).ConfigureAwait(false);
                reference.ThrowIfRequiredAndMissing(connectionString.Value);
                return connectionString;
            case ReferenceExpression expression:
                return await ResolveExpressionAsync(expression, ResolveAsync, context, cancellationToken).ConfigureAwait(false);
            // A connection string parameter's expression is the parameter itself.
            case IResourceWithConnectionString resource and not ConnectionStringParameterResource:
                return await ResolveExpressionAsync(resource.ConnectionStringExpression, ResolveAsync, context, cancellationToken).ConfigureAwait(false);
            default:
                var value = await provider.GetValueAsync(context, cancellationToken).ConfigureAwait(false);
                return new(value, provider is ParameterResource { Secret: true });
        }
    }

    /// <summary>Fills in an expression; one without any text has no value, which drops the variable it is for.</summary>
    public static async ValueTask<ResolvedValue> ResolveExpressionAsync(ReferenceExpression expression, Resolve resolve, ValueProviderContext context, CancellationToken cancellationToken)
    {
        while (expression.IsConditional)
        {
            var condition = await resolve(expression.Condition!, context, cancellationToken).ConfigureAwait(false);
            expression = string.Equals(condition.Value, expression.MatchValue, StringComparison.OrdinalIgnoreCase) ? expression.WhenTrue! : expression.WhenFalse!;
        }

        var sensitive = false;
        var values = new object?[expression.ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var (value, isSensitive) = await resolve(expression.ValueProviders[i], context, cancellationToken).ConfigureAwait(false);
            values[i] = value is not null && expression.StringFormats[i] is { } format ? ValueFormat.Apply(value, format) : value;
            sensitive |= isSensitive;
        }

        return new(expression.Format.Length == 0 ? null : string.Format(CultureInfo.InvariantCulture, expression.Format, values), sensitive);
    }
}
