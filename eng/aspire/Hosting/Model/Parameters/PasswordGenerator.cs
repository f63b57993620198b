using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Random values without look-alike letters and without characters that connection strings or shells treat specially.</summary>
internal static class PasswordGenerator
{
    public const string LowerCaseChars = "abcdefghjkmnpqrstuvwxyz";
    public const string UpperCaseChars = "ABCDEFGHJKMNPQRSTUVWXYZ";
    public const string NumericChars = "0123456789";
    public const string SpecialChars = "-_.{}~()*+!";

    public static string Generate(int minLength, bool lower, bool upper, bool numeric, bool special, int minLower, int minUpper, int minNumeric, int minSpecial)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minLength);
        (string Name, string Chars, bool Enabled, int Min)[] classes =
        [
            (nameof(lower), LowerCaseChars, lower, minLower),
            (nameof(upper), UpperCaseChars, upper, minUpper),
            (nameof(numeric), NumericChars, numeric, minNumeric),
            (nameof(special), SpecialChars, special, minSpecial),
        ];
        foreach (var (name, _, enabled, min) in classes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(min, $"min {name}");
            if (!enabled && min > 0)
            {
                throw new ArgumentException($"'min{char.ToUpperInvariant(name[0])}{name[1..]}' must be 0 if '{name}' is disabled.");
            }
        }

        var choices = string.Concat(classes.Where(c => c.Enabled).Select(c => c.Chars));
        if (choices.Length == 0)
        {
            throw new ArgumentException("At least one character type must be enabled.");
        }

        Span<char> password = new char[Math.Max(minLength, checked(minLower + minUpper + minNumeric + minSpecial))];
        var rest = password;
        foreach (var (_, chars, _, min) in classes)
        {
            RandomNumberGenerator.GetItems(chars, rest[..min]);
            rest = rest[min..];
        }

        RandomNumberGenerator.GetItems(choices, rest);
        RandomNumberGenerator.Shuffle(password);
        return new(password);
    }
}
