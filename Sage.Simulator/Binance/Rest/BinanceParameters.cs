using System.Globalization;
using System.Text.RegularExpressions;

namespace Sage.Simulator.Binance.Rest;

/// <summary>A query string, read as strictly as Binance does. What is wrong first is what is told.</summary>
internal sealed partial class BinanceParameters(IQueryCollection query)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public BinanceError? Error { get; private set; } = query.Any(pair => pair.Value.Count > 1) ? BinanceError.Duplicate : null;

    public string? Text(string name, bool mandatory = false)
    {
        _read.Add(name);
        var text = query[name].ToString();
        if (text.Length > 0)
        {
            return text;
        }

        if (mandatory)
        {
            Fail(BinanceError.Mandatory(name));
        }
        else if (query.ContainsKey(name))
        {
            Fail(BinanceError.Empty(name));
        }

        return null;
    }

    public long? Number(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (!Digits().IsMatch(text))
        {
            Fail(BinanceError.Illegal(name, "^[0-9]{1,20}$"));
            return null;
        }

        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            Fail(new BinanceError(-1108, $"Parameter '{name}' overflowed."));
        }

        return number;
    }

    public string? Symbol(string name, bool mandatory = false)
    {
        if (Text(name, mandatory) is not { } text)
        {
            return null;
        }

        if (!Name().IsMatch(text))
        {
            Fail(BinanceError.Illegal(name, "^[A-Z0-9-_.]{1,20}$"));
        }

        return text;
    }

    /// <summary>Milliseconds or microseconds, told apart by their size; as microseconds.</summary>
    public long? Time(string name) => Number(name) switch
    {
        null => null,
        // From the year 5138 in milliseconds, or 1973 in microseconds.
        >= 100_000_000_000_000 and var micro => Math.Min(micro, 9_000_000_000_000_000),
        { } milli => milli * 1000,
    };

    public void Fail(BinanceError error) => Error ??= error;

    /// <summary>Call it last: nothing may be left over.</summary>
    public BinanceError? End()
    {
        var read = query.Keys.Count(_read.Contains);
        if (read < query.Count)
        {
            Fail(_read.Count == 0 ? BinanceError.TooMany(query.Count) : BinanceError.Unread(read, query.Count));
        }

        return Error;
    }

    [GeneratedRegex(@"\A[0-9]{1,20}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\A[A-Z0-9\-_.]{1,20}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
