using System.Text;

namespace Sage.AppHost.Aws.Cost.Report;

/// <summary>Rows of a console table of 100 columns.</summary>
internal static class Columns
{
    public const int Width = 100;
    public const int Category = 14;
    public const int Name = 28;
    public const int What = 42;
    public const int Amount = 10;

    public static string Charge(string category, string name, string what, decimal amount) =>
        $"  {Fit(category, Category)}{Fit(name, Name)}{Fit(what, What)}{amount,Amount:#,0.00}";

    /// <summary>One space always stays between two columns.</summary>
    public static string Fit(string text, int width) => text.Length < width ? text.PadRight(width) : text[..(width - 2)] + "… ";

    /// <summary>A text of any length beside what stands left of it.</summary>
    public static IEnumerable<string> Beside(string left, string text)
    {
        var line = new StringBuilder(left);
        foreach (var word in text.Split(' '))
        {
            if (line.Length > left.Length && line.Length + word.Length > Width)
            {
                yield return line.ToString().TrimEnd();
                line.Clear().Append(' ', left.Length);
            }
            line.Append(word).Append(' ');
        }
        yield return line.ToString().TrimEnd();
    }
}
