using System.Text.RegularExpressions;

namespace Aspire.Hosting.Tests.Conformance;

/// <summary>Takes out of a text what is another one on each machine and in each run.</summary>
internal static partial class RunText
{
    public static string Normalize(string text)
    {
        foreach (var root in BuiltFiles.Roots)
        {
            text = text.Replace(root, "PATH", StringComparison.Ordinal);
        }

        text = Paths().Replace(text, "PATH");
        text = Ports().Replace(text, "PORT");
        text = Suffixes().Replace(text, "-SUFFIX");
        text = Instances().Replace(text, "service.instance.id=SUFFIX");
        return Tokens().Replace(text, "TOKEN");
    }

    [GeneratedRegex(@"PATH[^\s""\\:;,)'\]]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Paths();

    [GeneratedRegex(@"(?<=localhost:|count-before=|^|[\[, ]|//[^/]{1,40}:)(?:[1-6]\d{4}|PORT)(?=$|[,\]/; ])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Ports();

    [GeneratedRegex(@"(?<=[a-z0-9])-(?!SUFFIX)[a-z]{8}(?=\]|,|$)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Suffixes();

    [GeneratedRegex("service.instance.id=[a-z]{8}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Instances();

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9a-fA-F]{24,}(?![0-9A-Za-z])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Tokens();
}
