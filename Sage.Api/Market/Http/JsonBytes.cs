using System.Buffers;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Sage.Api.Market.Http;

/// <summary>A JSON body that exists already, with its validator: 200, or 304 for who has it. One instance serves any number of requests.</summary>
internal sealed class JsonBytes<T>(byte[] body, string etag, string cacheControl) : IResult, IEndpointMetadataProvider
{
    private const string ContentType = "application/json; charset=utf-8";

    public ReadOnlySpan<byte> Body => body;

    public string ETag => etag;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = etag;
        response.Headers.CacheControl = cacheControl;
        if (httpContext.Request.Headers.IfNoneMatch is { Count: > 0 } held && IsAmong(held))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            // The server flushes headers and body in one piece when the request ends.
            response.BodyWriter.Write(body);
        }

        return Task.CompletedTask;
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified, typeof(void)));
    }

    private bool IsAmong(Microsoft.Extensions.Primitives.StringValues held) =>
        held.Count == 1 && held[0] == etag
        || (EntityTagHeaderValue.TryParseList(held.OfType<string>().ToList(), out var tags)
            && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag.Equals(etag, StringComparison.Ordinal)));
}
