using System.Text.RegularExpressions;

namespace Sage.AppHost.Aws.Cost.Templates;

/// <summary>Fn::Sub in its one-argument form: <c>${Name}</c>, <c>${Resource.Attribute}</c>, and <c>${!Literal}</c>.</summary>
internal static partial class Substitution
{
    public static Value.Scalar Of(string text, Func<string, Value> value) => new(Variable().Replace(text, match =>
        match.Groups["name"].Value is ['!', ..] literal
            ? $"${{{literal[1..]}}}"
            : value(match.Groups["name"].Value.Trim()) is Value.Scalar { Text: var known }
                ? known
                : throw new UnresolvedValueException("part of it is a name that only AWS knows")));

    [GeneratedRegex(@"\$\{(?<name>[^}]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
