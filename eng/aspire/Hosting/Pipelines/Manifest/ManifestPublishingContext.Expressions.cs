using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

public sealed partial class ManifestPublishingContext
{
    private readonly Dictionary<string, IResource> _referenced = new(StringComparer.Ordinal);
    private readonly HashSet<object?> _visiting = [];

    /// <summary>The values of parameters that are written in another form as well, under a name of their own.</summary>
    private readonly Dictionary<ParameterResource, Dictionary<string, string>> _formats = [];
    private readonly Dictionary<string, ReferenceExpression> _conditions = new(StringComparers.ResourceName);
    private readonly HashSet<string> _names = new(StringComparers.ResourceName);

    /// <summary>Makes the resources that a value refers to part of the manifest.</summary>
    public void TryAddDependentResources(object? value)
    {
        if (value is ReferenceExpression expression)
        {
            AddFormats(expression);
            AddConditions(expression);
        }

        if (value is IResource resource)
        {
            if (_referenced.TryAdd(resource.Name, resource))
            {
                _names.Add(resource.Name);
            }
        }
        else if (value is IValueWithReferences references)
        {
            _visiting.Add(value);
            foreach (var reference in references.References.Where(reference => !_visiting.Contains(reference)))
            {
                TryAddDependentResources(reference);
            }

            _visiting.Remove(value);
        }
    }

    private string Expression(object? value, string processed)
    {
        if (value is not ReferenceExpression expression)
        {
            return processed;
        }

        var arguments = expression.ManifestExpressions.ToArray();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (expression.StringFormats[i] is { Length: > 0 } format && Parameter(expression.ValueProviders[i]) is { } parameter)
            {
                arguments[i] = $"{{{FormatName(parameter, format)}.value}}";
            }
        }

        return string.Format(CultureInfo.InvariantCulture, expression.Format, arguments);
    }

    private void AddFormats(ReferenceExpression expression)
    {
        if (expression.IsConditional)
        {
            AddFormats(expression.WhenTrue!);
            AddFormats(expression.WhenFalse!);
            return;
        }

        foreach (var (provider, format) in expression.ValueProviders.Zip(expression.StringFormats))
        {
            if (format is { Length: > 0 } && Parameter(provider) is { } parameter)
            {
                FormatName(parameter, format);
            }
        }
    }

    private void AddConditions(ReferenceExpression expression)
    {
        foreach (var condition in expression.ValueProviders.OfType<ReferenceExpression>().Prepend(expression).Where(candidate => candidate.IsConditional))
        {
            _conditions.TryAdd(condition.Name!, condition);
            _names.Add(condition.Name!);
        }
    }

    /// <summary>The parameter itself, or the one that an expression consists of.</summary>
    private static ParameterResource? Parameter(object provider) => provider switch
    {
        ParameterResource parameter => parameter,
        ReferenceExpression { Format: "{0}", ValueProviders: [ParameterResource only] } => only,
        _ => null,
    };

    private string FormatName(ParameterResource parameter, string format)
    {
        if (!_formats.TryGetValue(parameter, out var formats))
        {
            _formats[parameter] = formats = new(StringComparer.Ordinal);
        }

        if (!formats.TryGetValue(format, out var name))
        {
            var words = format.Split([.. format.Where(character => !char.IsLetterOrDigit(character)).Distinct()], StringSplitOptions.RemoveEmptyEntries);
            var plain = $"{parameter.Name}-{(words.Length == 0 ? "formatted" : string.Join('-', words).ToLowerInvariant())}-encoded";
            name = plain;
            for (var suffix = 1; !_names.Add(name); suffix++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{plain}-{suffix}");
            }

            formats[format] = name;
        }

        return name;
    }

    private void WriteFormats(ParameterResource parameter)
    {
        if (!_formats.Remove(parameter, out var formats))
        {
            return;
        }

        foreach (var (format, name) in formats)
        {
            Writer.WriteStartObject(name);
            Writer.WriteString("type", "annotated.string");
            Writer.WriteString("value", parameter.ValueExpression);
            Writer.WriteString("filter", format);
            Writer.WriteEndObject();
        }
    }

    private void WriteRemainingFormats()
    {
        foreach (var parameter in _formats.Keys.ToArray())
        {
            WriteFormats(parameter);
        }
    }

    private async Task WriteConditionsAsync()
    {
        foreach (var (name, condition) in _conditions)
        {
            var value = await condition.GetValueAsync(CancellationToken).ConfigureAwait(false);
            Writer.WriteStartObject(name);
            Writer.WriteString("type", "value.v0");
            Writer.WriteString("connectionString", value ?? "");
            Writer.WriteEndObject();
        }
    }
}
