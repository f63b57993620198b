using System.Text;

namespace Aspire.Hosting.Dcp;

/// <summary>Splits the one line that a launch profile has for arguments, by the rules of Windows' C runtime.</summary>
internal static class CommandLine
{
    public static IReadOnlyList<string> Split(string line)
    {
        var arguments = new List<string>();
        var current = new StringBuilder();
        var (isQuoted, isStarted) = (false, false);
        for (var i = 0; i < line.Length; i++)
        {
            var character = line[i];
            if (character is '\\')
            {
                var backslashes = line.AsSpan(i).IndexOfAnyExcept('\\') is var end and >= 0 ? end : line.Length - i;
                var beforeQuote = i + backslashes < line.Length && line[i + backslashes] is '"';
                // Backslashes stand for themselves, except before a quote: there two make one and an odd one escapes the quote.
                current.Append('\\', beforeQuote ? backslashes / 2 : backslashes);
                i += backslashes - 1;
                if (beforeQuote && backslashes % 2 == 1)
                {
                    current.Append('"');
                    i++;
                }

                isStarted = true;
            }
            else if (character is '"')
            {
                if (isQuoted && i + 1 < line.Length && line[i + 1] is '"')
                {
                    current.Append('"');
                    i++;
                }
                else
                {
                    isQuoted = !isQuoted;
                }

                isStarted = true;
            }
            else if (char.IsWhiteSpace(character) && !isQuoted)
            {
                Finish();
            }
            else
            {
                current.Append(character);
                isStarted = true;
            }
        }

        Finish();
        return arguments;

        void Finish()
        {
            if (isStarted)
            {
                arguments.Add(current.ToString());
                current.Clear();
                isStarted = false;
            }
        }
    }
}
