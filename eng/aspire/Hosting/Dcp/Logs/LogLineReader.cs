namespace Aspire.Hosting.Dcp;

/// <summary>Reads lines in batches, as many as have arrived, and cuts those that do not end.</summary>
internal sealed class LogLineReader(TextReader reader)
{
    private const int LongestLine = 32 * 1024;

    private readonly char[] _buffer = new char[16 * 1024];
    private readonly System.Text.StringBuilder _line = new();

    /// <summary>At least one line; null at the end.</summary>
    public async Task<IReadOnlyList<string>?> ReadAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count == 0)
        {
            var count = await reader.ReadAsync(_buffer.AsMemory(), cancellationToken);
            if (count == 0)
            {
                if (_line.Length == 0)
                {
                    return null;
                }

                Take(lines);
                return lines;
            }

            Split(_buffer.AsSpan(0, count), lines);
        }

        return lines;
    }

    private void Split(ReadOnlySpan<char> text, List<string> lines)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf('\n');
            var part = end < 0 ? text : text[..end];
            if (_line.Length < LongestLine)
            {
                _line.Append(part[..Math.Min(part.Length, LongestLine - _line.Length)]);
            }

            if (end < 0)
            {
                return;
            }

            Take(lines);
            text = text[(end + 1)..];
        }
    }

    private void Take(List<string> lines)
    {
        lines.Add(_line.ToString());
        _line.Clear();
    }
}
