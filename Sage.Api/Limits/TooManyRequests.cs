using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Sage.Api.Limits;

/// <summary>429 with Retry-After and problem details.</summary>
internal sealed class TooManyRequests(int retrySeconds, string detail) : IResult, IEndpointMetadataProvider
{
    public static TooManyRequests After(int seconds) => new(seconds, "More requests than one client may send; wait as long as Retry-After says.");

    public static TooManyRequests Streams() => new(5, "This client has as many streams open as one may have; close one first.");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.RetryAfter = retrySeconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(httpContext);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status429TooManyRequests, typeof(ProblemDetails), ["application/problem+json"]));
}
