using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

public partial class ReferenceExpression
{
    /// <summary>Collects the parts of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        private readonly Parts _parts = new(literalLength, formattedCount);

        /// <summary>Adds text.</summary>
        public readonly void AppendLiteral(string value) => _parts.AddText(EscapeBraces(value));

        /// <summary>Adds text that is known already.</summary>
        public readonly void AppendFormatted(string? value) => AppendFormatted(value, format: null);

        /// <summary>Adds text that is known already.</summary>
        public readonly void AppendFormatted(string? value, string? format = null)
        {
            if (value is not null)
            {
                _parts.AddText(EscapeBraces(format is null ? value : ValueFormat.Apply(value, format)));
            }
        }

        /// <summary>Adds a value that is known later.</summary>
        public void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider
            => AppendFormatted(valueProvider, format: null);

        /// <summary>Not supported: the format would have to apply to each part.</summary>
        [Obsolete("ReferenceExpression instances can't be used in interpolated string with a custom format. Duplicate the inner expression in-place.", error: true)]
        public void AppendFormatted(ReferenceExpression valueProvider, string format)
            => throw new InvalidOperationException("ReferenceExpression instances can't be used in interpolated string with a custom format. Duplicate the inner expression in-place.");

        /// <summary>Adds a value that is known later.</summary>
        public void AppendFormatted<T>(T valueProvider, string? format = null) where T : IValueProvider, IManifestExpressionProvider
            => _parts.AddValue(valueProvider, valueProvider.ValueExpression, format);

        /// <summary>Adds the value of a resource.</summary>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider) where T : IResource, IValueProvider, IManifestExpressionProvider
            => AppendFormatted(valueProvider, format: null);

        /// <summary>Adds the value of a resource.</summary>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format = null) where T : IResource, IValueProvider, IManifestExpressionProvider
            => _parts.AddValue(valueProvider.Resource, valueProvider.Resource.ValueExpression, format);

        internal readonly ReferenceExpression GetExpression() => _parts.ToExpression();

        // A doubled brace is taken as escaped already, so that text copied from a format string keeps its meaning.
        private static string EscapeBraces(string text)
        {
            if (text.AsSpan().IndexOfAny('{', '}') < 0)
            {
                return text;
            }

            var escaped = new StringBuilder(text.Length + 4);
            for (var i = 0; i < text.Length; i++)
            {
                var c = text[i];
                escaped.Append(c);
                if (c is '{' or '}')
                {
                    escaped.Append(c);
                    i += i + 1 < text.Length && text[i + 1] == c ? 1 : 0;
                }
            }

            return escaped.ToString();
        }
    }

    /// <summary>An expression under construction.</summary>
    internal sealed class Parts(int literalLength = 0, int valueCount = 0)
    {
        private readonly StringBuilder _format = new(literalLength + (4 * valueCount));
        private readonly List<IValueProvider> _providers = new(valueCount);
        private readonly List<string> _manifestExpressions = new(valueCount);
        private readonly List<string?> _stringFormats = new(valueCount);

        public bool IsEmpty => _format.Length == 0;

        public void AddText(string? text) => _format.Append(text);

        public void AddValue(IValueProvider provider, string manifestExpression, string? format)
        {
            _format.Append(CultureInfo.InvariantCulture, $"{{{_providers.Count}}}");
            _providers.Add(provider);
            _manifestExpressions.Add(manifestExpression);
            _stringFormats.Add(format);
        }

        public ReferenceExpression ToExpression()
            => new(_format.ToString(), [.. _providers], [.. _manifestExpressions], [.. _stringFormats]);
    }
}
