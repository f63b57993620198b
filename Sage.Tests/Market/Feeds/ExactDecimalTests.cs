using System.Globalization;
using System.Text;
using Sage.Api.Market.Feeds.Parsing;

namespace Sage.Tests.Market.Feeds;

public sealed class ExactDecimalTests
{
    [Theory]
    [InlineData("0.00000001")]
    [InlineData("16578.50000000")]
    [InlineData("9999999999999999999")] // 19 digits, the last that are read as an integer
    [InlineData("99999999999999999999")]
    [InlineData("1.234567890123456789012345678")]
    [InlineData("9999999999999999999999999999")]
    [InlineData("000123.4500")]
    public void Every_digit_is_kept(string text)
    {
        Assert.True(ExactDecimal.TryParse(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(decimal.Parse(text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture), value.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1e5")]
    [InlineData("1,5")]
    [InlineData(" 1")]
    [InlineData("٣")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("99999999999999999999999999999")] // 29 digits, more than a decimal has
    [InlineData("0.1234567890123456789012345678901")]
    public void What_would_be_guessed_or_rounded_is_refused(string text) => Assert.False(ExactDecimal.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("67187.3358936566", "67187.3358936566")]
    [InlineData("1.2e-05", "0.000012")]
    [InlineData("1E3", "1000")]
    [InlineData("-0.5", "-0.5")]
    public void A_JSON_number_is_read_from_its_digits(string text, string expected)
    {
        Assert.True(ExactDecimal.TryParseNumber(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("1e29")]
    [InlineData("1e-29")]
    [InlineData("1e999999999999")]
    [InlineData("1.23456789012345678901e-20")] // would be rounded
    [InlineData("79228162514264337593543950335e1")]
    public void A_JSON_number_beyond_a_decimal_is_refused(string text) => Assert.False(ExactDecimal.TryParseNumber(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Random_decimals_mean_what_the_framework_says()
    {
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var digits = string.Concat(Enumerable.Range(0, random.Next(1, 29)).Select(_ => (char)('0' + random.Next(10))));
            var point = random.Next(0, digits.Length);
            var text = point == 0 ? digits : $"{digits[..point]}.{digits[point..]}";

            Assert.True(ExactDecimal.TryParse(Encoding.UTF8.GetBytes(text), out var value));
            Assert.Equal(decimal.GetBits(decimal.Parse(text, CultureInfo.InvariantCulture)), decimal.GetBits(value));
        }
    }
}
