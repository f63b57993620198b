using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Builds an expression piece by piece. Text is taken as it is, so braces in it are part of the format.</summary>
public class ReferenceExpressionBuilder
{
    private readonly ReferenceExpression.Parts _parts = new();

    /// <summary>Nothing was added yet.</summary>
    public bool IsEmpty => _parts.IsEmpty;

#pragma warning disable CA1822 // The handler's constructor needs the instance, and has written to it when this is called.
    /// <summary>Adds an interpolated string.</summary>
    public void Append([InterpolatedStringHandlerArgument("")] in ReferenceExpressionBuilderInterpolatedStringHandler handler)
    {
    }
#pragma warning restore CA1822

    /// <summary>Adds text.</summary>
    public void AppendLiteral(string value) => _parts.AddText(value);

    /// <summary>Adds text that is known already.</summary>
    public void AppendFormatted(string? value) => _parts.AddText(value);

    /// <summary>Adds text that is known already.</summary>
    public void AppendFormatted(string? value, string? format = null)
        => _parts.AddText(value is null || format is null ? value : ValueFormat.Apply(value, format));

    /// <summary>Adds a value that is known later.</summary>
    public void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider
        => AppendFormatted(valueProvider, format: null);

    /// <summary>Not supported: the format would have to apply to each part.</summary>
    [Obsolete("ReferenceExpression instances can't be used in interpolated string with a custom format. Duplicate the inner expression in-place.", error: true)]
    public void AppendFormatted(ReferenceExpression valueProvider, string format)
        => throw new InvalidOperationException("ReferenceExpression instances can't be used in interpolated string with a custom format. Duplicate the inner expression in-place.");

    /// <summary>Adds a value that is known later.</summary>
    public void AppendFormatted<T>(T valueProvider, string? format) where T : IValueProvider, IManifestExpressionProvider
        => _parts.AddValue(valueProvider, valueProvider.ValueExpression, format);

    /// <summary>Adds a value, or the value of a resource, whose type is not known here.</summary>
    public void AppendValueProvider(object valueProvider, string? format = null)
    {
        ArgumentNullException.ThrowIfNull(valueProvider);
        var value = valueProvider is IResourceBuilder<IResource> builder ? builder.Resource : valueProvider;
        if (value is not IValueProvider provider)
        {
            throw new ArgumentException($"Object must implement {nameof(IValueProvider)}", nameof(valueProvider));
        }

        if (value is not IManifestExpressionProvider manifest)
        {
            throw new ArgumentException($"Object must implement {nameof(IManifestExpressionProvider)}", nameof(valueProvider));
        }

        _parts.AddValue(provider, manifest.ValueExpression, format);
    }

    /// <summary>The expression built so far.</summary>
    public ReferenceExpression Build() => _parts.ToExpression();

    /// <summary>Adds the parts of an interpolated string to a builder.</summary>
    [InterpolatedStringHandler]
    public ref struct ReferenceExpressionBuilderInterpolatedStringHandler
    {
        private readonly ReferenceExpressionBuilder _builder;

        /// <summary>Called by the compiler.</summary>
        public ReferenceExpressionBuilderInterpolatedStringHandler(int literalLength, int formattedCount, ReferenceExpressionBuilder builder)
            => _builder = builder;

        /// <summary>Adds text.</summary>
        public readonly void AppendLiteral(string value) => _builder.AppendLiteral(value);

        /// <summary>Adds text that is known already.</summary>
        public readonly void AppendFormatted(string? value) => _builder.AppendFormatted(value);

        /// <summary>Adds text that is known already.</summary>
        public void AppendFormatted(string? value, string format) => _builder.AppendFormatted(value, format);

        /// <summary>Not supported: the format would have to apply to each part.</summary>
        [Obsolete("ReferenceExpression instances can't be used in interpolated string with a custom format. Duplicate the inner expression in-place.", error: true)]
        public void AppendFormatted(ReferenceExpression valueProvider, string format)
            => throw new InvalidOperationException("ReferenceExpression instances can't be used in interpolated string with a custom format. Duplicate the inner expression in-place.");

        /// <summary>Adds a value that is known later.</summary>
        public void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider
            => _builder.AppendFormatted(valueProvider, format: null);

        /// <summary>Adds a value that is known later.</summary>
        public void AppendFormatted<T>(T valueProvider, string? format) where T : IValueProvider, IManifestExpressionProvider
            => _builder.AppendFormatted(valueProvider, format);

        /// <summary>Adds the value of a resource.</summary>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider) where T : IResource, IValueProvider, IManifestExpressionProvider
            => _builder.AppendFormatted(valueProvider.Resource, format: null);

        /// <summary>Adds the value of a resource.</summary>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format) where T : IResource, IValueProvider, IManifestExpressionProvider
            => _builder.AppendFormatted(valueProvider.Resource, format);
    }
}
