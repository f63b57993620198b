using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Sage.ServiceDefaults.Errors;

/// <summary>Every error leaves as application/problem+json (RFC 9457), in every environment alike.</summary>
internal static class ProblemDetailsDefaults
{
    public static void AddDefaultProblemDetails(this IServiceCollection services)
    {
        services.AddProblemDetails();
        // Development would throw instead, and show clients another answer than production.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
    }

    public static void UseDefaultErrors(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = static exception => exception is BadHttpRequestException bad
                ? bad.StatusCode
                : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages();
    }
}
