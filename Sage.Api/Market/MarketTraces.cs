using System.Diagnostics;

namespace Sage.Api.Market;

/// <summary>Spans of whole stages, never of a tick; requests to upstreams and statements have their own beneath them.</summary>
internal static class MarketTraces
{
    private static readonly ActivitySource Source = new("Sage.Market");

    public static Activity? Start(string stage) => Source.StartActivity($"market {stage}");

    /// <summary>The stage did not succeed.</summary>
    public static void Fail(this Activity? span, Exception exception) =>
        span?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name).AddException(exception);
}
