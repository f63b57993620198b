namespace Sage.Api.OpenApi;

/// <summary>Metadata of an endpoint: what the response with this status looks like.</summary>
internal sealed record ResponseExample(int Status, string Text)
{
    /// <summary>A refusal as all endpoints send it.</summary>
    public static ResponseExample Problem(int status, string title, string type, string detail) =>
        new(status, $$"""{"type":"https://tools.ietf.org/html/{{type}}","title":"{{title}}","status":{{status}},"detail":"{{detail}}"} """);

    public static ResponseExample Invalid(string parameter, string reason) => new(StatusCodes.Status400BadRequest,
        $$"""{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.1","title":"One or more validation errors occurred.","status":400,"errors":{"{{parameter}}":["{{reason}}"]} }""");

    public static ResponseExample NotFound(string detail) => Problem(StatusCodes.Status404NotFound, "Not Found", "rfc9110#section-15.5.5", detail);

    public static ResponseExample Unavailable(string detail) => Problem(StatusCodes.Status503ServiceUnavailable, "Service Unavailable", "rfc9110#section-15.6.4", detail);

    public static ResponseExample TooMany(string detail) => Problem(StatusCodes.Status429TooManyRequests, "Too Many Requests", "rfc6585#section-4", detail);
}

internal static class ResponseExamples
{
    public static TBuilder WithExamples<TBuilder>(this TBuilder builder, params ResponseExample[] examples)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata([.. examples]);
}
