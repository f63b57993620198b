using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Sage.ServiceDefaults.Telemetry;

/// <summary>
/// Gives the server's span what the instrumentation package would: a name of method and route, the route and the status.
/// https://opentelemetry.io/docs/specs/semconv/http/http-spans/
/// </summary>
internal sealed class ServerSpanMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        finally
        {
            if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity)
            {
                Describe(activity, context);
            }
        }
    }

    private static void Describe(Activity activity, HttpContext context)
    {
        // The exception handler takes the endpoint off the context and keeps it in its feature.
        var failure = context.Features.Get<IExceptionHandlerFeature>();
        var route = ((context.GetEndpoint() ?? failure?.Endpoint) as RouteEndpoint)?.RoutePattern.RawText;
        var status = context.Response.StatusCode;

        activity.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        activity.SetTag("http.route", route);
        activity.SetTag("http.response.status_code", status);

        if (status >= StatusCodes.Status500InternalServerError)
        {
            activity.SetTag("error.type", failure?.Error.GetType().FullName ?? status.ToString(System.Globalization.CultureInfo.InvariantCulture));
            activity.SetStatus(ActivityStatusCode.Error);
            if (failure is not null)
            {
                activity.AddException(failure.Error);
            }
        }
    }
}
