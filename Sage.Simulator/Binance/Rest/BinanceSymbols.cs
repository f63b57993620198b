using System.Text.Json;
using Sage.Simulator.Market;

namespace Sage.Simulator.Binance.Rest;

/// <summary>The parameters symbol and symbols, which most questions share.</summary>
internal static class BinanceSymbols
{
    public static int IndexOf(string? name) => SimulatedSymbol.All.TakeWhile(symbol => symbol.Name != name).Count() is var index && index < SimulatedSymbol.All.Count ? index : -1;

    /// <summary>All of them when neither is given. One: the answer is an object instead of a list.</summary>
    public static (IReadOnlyList<int> Indexes, bool One) Read(BinanceParameters parameters)
    {
        var (one, many) = (parameters.Symbol("symbol"), parameters.Text("symbols"));
        if (one is not null && many is not null)
        {
            parameters.Fail(new BinanceError(-1128, "Combination of optional parameters invalid."));
            return ([], false);
        }

        if (one is null && many is null)
        {
            return (parameters.Error is null ? [.. Enumerable.Range(0, SimulatedSymbol.All.Count)] : [], false);
        }

        var names = one is not null ? [one] : List(many!, parameters);
        var indexes = names.Select(IndexOf).ToList();
        if (indexes.Contains(-1))
        {
            parameters.Fail(BinanceError.InvalidSymbol);
            return ([], false);
        }

        return (indexes, one is not null);
    }

    private static List<string> List(string text, BinanceParameters parameters)
    {
        try
        {
            using var list = JsonDocument.Parse(text);
            if (list.RootElement.ValueKind == JsonValueKind.Array && list.RootElement.GetArrayLength() > 0 && list.RootElement.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
            {
                return [.. list.RootElement.EnumerateArray().Select(item => item.GetString()!)];
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or text that is not Unicode: said below.
        }

        parameters.Fail(BinanceError.Illegal("symbols", """^\[("[A-Z0-9-_.]{1,20}"(,"[A-Z0-9-_.]{1,20}"){0,}){0,1}\]$"""));
        return [];
    }
}
