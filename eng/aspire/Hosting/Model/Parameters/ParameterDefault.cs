using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The value of a parameter that is not configured.</summary>
public abstract class ParameterDefault
{
    /// <summary>Describes the default in a manifest.</summary>
    public abstract void WriteToManifest(ManifestPublishingContext context);

    /// <summary>The value.</summary>
    public abstract string GetDefaultValue();
}

/// <summary>A random value.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    /// <summary>The shortest value.</summary>
    public int MinLength { get; set; } = 22;

    /// <summary>Lower case letters may be used.</summary>
    public bool Lower { get; set; } = true;

    /// <summary>Upper case letters may be used.</summary>
    public bool Upper { get; set; } = true;

    /// <summary>Digits may be used.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>Special characters may be used.</summary>
    public bool Special { get; set; } = true;

    /// <summary>How many lower case letters there must be.</summary>
    public int MinLower { get; set; }

    /// <summary>How many upper case letters there must be.</summary>
    public int MinUpper { get; set; }

    /// <summary>How many digits there must be.</summary>
    public int MinNumeric { get; set; }

    /// <summary>How many special characters there must be.</summary>
    public int MinSpecial { get; set; }

    /// <inheritdoc/>
    public override string GetDefaultValue()
        => PasswordGenerator.Generate(MinLength, Lower, Upper, Numeric, Special, MinLower, MinUpper, MinNumeric, MinSpecial);

    /// <inheritdoc/>
    public override void WriteToManifest(ManifestPublishingContext context)
    {
        var writer = context.Writer;
        writer.WriteStartObject("generate");
        writer.WriteNumber("minLength", MinLength);
        WriteUnlessTrue("lower", Lower);
        WriteUnlessTrue("upper", Upper);
        WriteUnlessTrue("numeric", Numeric);
        WriteUnlessTrue("special", Special);
        WriteUnlessZero("minLower", MinLower);
        WriteUnlessZero("minUpper", MinUpper);
        WriteUnlessZero("minNumeric", MinNumeric);
        WriteUnlessZero("minSpecial", MinSpecial);
        writer.WriteEndObject();

        void WriteUnlessTrue(string name, bool value)
        {
            if (!value)
            {
                writer.WriteBoolean(name, value);
            }
        }

        void WriteUnlessZero(string name, int value)
        {
            if (value != 0)
            {
                writer.WriteNumber(name, value);
            }
        }
    }
}

/// <summary>A value from code, computed when it is needed first.</summary>
internal sealed class ConstantParameterDefault(Func<string> valueGetter) : ParameterDefault
{
    private readonly Lazy<string> _value = new(valueGetter);

    public ConstantParameterDefault(string value) : this(() => value)
    {
    }

    public override string GetDefaultValue() => _value.Value;

    public override void WriteToManifest(ManifestPublishingContext context) => context.Writer.WriteString("value", _value.Value);
}
