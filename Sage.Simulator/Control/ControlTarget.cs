using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Sage.Simulator.Exchanges;
using FaultResult = Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.NoContent, Microsoft.AspNetCore.Http.HttpResults.ValidationProblem>;

namespace Sage.Simulator.Control;

/// <summary>Whom it is about: ?exchange=binance, gateio, coingecko, feargreed, or all, which is also what nothing means.</summary>
internal sealed class ControlTarget
{
    private IReadOnlyList<Exchange>? _exchanges;

    public static ValueTask<ControlTarget?> BindAsync(HttpContext context)
    {
        var name = context.Request.Query["exchange"];
        var exchanges = context.RequestServices.GetRequiredService<ExchangeSet>();
        return ValueTask.FromResult<ControlTarget?>(new ControlTarget { _exchanges = name.Count > 1 ? null : exchanges.Find(name.Count == 0 ? null : name.ToString()) });
    }

    public FaultResult Do(Action<Exchange> action)
    {
        foreach (var exchange in _exchanges ?? [])
        {
            action(exchange);
        }

        return _exchanges is null ? Invalid("exchange", "binance, gateio, coingecko, feargreed or all.") : TypedResults.NoContent();
    }

    public FaultResult Do(Func<Exchange, int> action) => Do(exchange => { action(exchange); });

    /// <summary>Another pace or another price from now on; what has been traded stays.</summary>
    public FaultResult Change(Func<Exchange, (long Step, double Factor)> change)
    {
        var done = true;
        var result = Do(exchange =>
        {
            var (step, factor) = change(exchange);
            done &= exchange.Tape.Paces.Change(exchange.Now(), step, factor);
        });
        return done ? result : Invalid("exchange", "Rate and offset were changed too often; start the simulator again.");
    }

    public static ValidationProblem Invalid(string name, string message) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [name] = [message] });
}

internal static class ControlNumber
{
    /// <summary>Null: not a number from the lowest to the highest.</summary>
    public static double? Read(string? text, double lowest, double highest) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest ? number : null;
}
