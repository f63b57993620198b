using System.Globalization;

namespace Sage.Api.Market.Feeds.Parsing;

/// <summary>
/// Decimals as the exchanges write them: digits and a point. What a decimal cannot hold to the last digit is refused, so that
/// nothing is ever rounded without a word.
/// </summary>
internal static class ExactDecimal
{
    // 28 digits and a point: as many as any decimal holds.
    private const int LongestText = 29;

    // As many as any ulong holds.
    private const int FastDigits = 19;

    /// <summary>No sign, no exponent, no white space: 0.00012300.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        if (text.Length is 0 or > LongestText)
        {
            return false;
        }

        ulong digits = 0;
        var point = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                // Overflows beyond the fast path only, where it is not used.
                digits = unchecked(digits * 10 + digit);
            }
            else if (text[i] == '.' && point < 0 && i > 0 && i < text.Length - 1)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        var scale = point < 0 ? 0 : text.Length - 1 - point;
        if (text.Length - (point < 0 ? 0 : 1) > FastDigits)
        {
            return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
        }

        value = new decimal(unchecked((int)digits), unchecked((int)(digits >> 32)), 0, isNegative: false, (byte)scale);
        return true;
    }

    /// <summary>With a minus when it is one: -1.8254.</summary>
    public static bool TryParseSigned(ReadOnlySpan<byte> text, out decimal value)
    {
        if (text is [(byte)'-', .. var rest])
        {
            var parsed = TryParse(rest, out value);
            value = -value;
            return parsed;
        }

        return TryParse(text, out value);
    }

    /// <summary>A JSON number, which may have an exponent: 1.2e-05.</summary>
    public static bool TryParseNumber(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        var e = text.IndexOfAny((byte)'e', (byte)'E');
        if (e < 0)
        {
            return TryParseSigned(text, out value);
        }

        if (!TryParseSigned(text[..e], out var mantissa) || !int.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
        {
            return false;
        }

        const int Largest = 28;
        if (Math.Abs((long)exponent) > Largest)
        {
            return false;
        }

        try
        {
            var power = 1m;
            for (var i = Math.Abs(exponent); i > 0; i--)
            {
                power *= 10;
            }

            value = exponent < 0 ? mantissa / power : mantissa * power;
            return (exponent < 0 ? value * power : value / power) == mantissa;
        }
        catch (OverflowException)
        {
            // Larger than a decimal.
            return false;
        }
    }
}
