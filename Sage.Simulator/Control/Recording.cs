using System.Globalization;
using System.Text;

namespace Sage.Simulator.Control;

/// <summary>Frames and when they came: a line each, milliseconds from the beginning, a space, the frame.</summary>
internal sealed record Recording(IReadOnlyList<(TimeSpan At, byte[] Frame)> Frames)
{
    public const int MostBytes = 16 * 1024 * 1024;
    public const int MostFrames = 100_000;
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public TimeSpan Length => Frames.Count == 0 ? TimeSpan.Zero : Frames[^1].At;

    /// <summary>Null, with what is wrong.</summary>
    public static Recording? Parse(string text, out string error)
    {
        List<(TimeSpan At, byte[] Frame)> frames = [];
        var last = TimeSpan.Zero;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).TrimEnd('\r');
            if (line.IsEmpty)
            {
                continue;
            }

            var space = line.IndexOf(' ');
            if (space < 0 || !int.TryParse(line[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) || TimeSpan.FromMilliseconds(milliseconds) < last)
            {
                error = $"Line {frames.Count + 1} does not begin with milliseconds, rising, and a space.";
                return null;
            }

            last = TimeSpan.FromMilliseconds(milliseconds);
            frames.Add((last, Encoding.UTF8.GetBytes(line[(space + 1)..].ToString())));
            if (frames.Count > MostFrames || last > Longest)
            {
                error = $"At most {MostFrames} frames within {Longest.TotalMinutes} minutes.";
                return null;
            }
        }

        error = frames.Count == 0 ? "No frame." : "";
        return frames.Count == 0 ? null : new Recording(frames);
    }
}
