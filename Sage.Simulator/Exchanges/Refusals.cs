using System.Globalization;

namespace Sage.Simulator.Exchanges;

/// <summary>Answers for an exchange that has been told to refuse, websocket handshakes and REST alike.</summary>
internal static class Refusals
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <param name="body">What the vendor writes under a status, as JSON.</param>
    public static TBuilder RefusedOnDemand<TBuilder>(this TBuilder routes, Func<ExchangeSet, Exchange> exchange, Func<int, string> body)
        where TBuilder : IEndpointConventionBuilder => routes.AddEndpointFilter(async (invocation, next) =>
    {
        var context = invocation.HttpContext;
        var faults = exchange(context.RequestServices.GetRequiredService<ExchangeSet>()).Faults;
        if (faults.NextRefusal() is not { } refusal)
        {
            // A websocket is opened and stays silent; a call hangs.
            while (faults.IsStalled && !context.WebSockets.IsWebSocketRequest)
            {
                await Task.Delay(PollInterval, context.RequestAborted);
            }

            return await next(invocation);
        }

        if (refusal.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status418ImATeapot or StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = refusal.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        return Results.Text(body(refusal.Status), "application/json", statusCode: refusal.Status);
    });
}
