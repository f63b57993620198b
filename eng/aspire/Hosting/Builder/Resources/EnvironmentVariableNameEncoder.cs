namespace Aspire.Hosting;

internal static class EnvironmentVariableNameEncoder
{
    /// <summary>Replaces what a shell does not accept in a variable's name by underscores.</summary>
    public static string Encode(string name)
    {
        var encoded = string.Create(name.Length, name, static (chars, source) =>
        {
            for (var i = 0; i < chars.Length; i++)
            {
                chars[i] = char.IsAsciiLetterOrDigit(source[i]) ? source[i] : '_';
            }
        });
        return encoded.Length > 0 && char.IsAsciiDigit(encoded[0]) ? $"_{encoded}" : encoded;
    }
}
