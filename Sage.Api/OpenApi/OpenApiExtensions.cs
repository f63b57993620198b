using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Sage.Api.OpenApi;

/// <summary>/openapi/v1.json, a copy of which is in docs.</summary>
internal static class OpenApiExtensions
{
    private static readonly int[] Retried = [StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable];

    public static void AddSageOpenApi(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Sage",
                Version = "v1",
                Description = "Live crypto prices, candles and market mood. Money is text, times are ISO 8601 in UTC, errors are problem details (RFC 9457).",
            };
            // Where it is served is not what it is.
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            AddExamples(operation, context);
            AddHeaders(operation);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(static (schema, context, _) =>
        {
            DescribeMoney(schema, context);
            return Task.CompletedTask;
        });
    });

    private static void AddExamples(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        foreach (var example in context.Description.ActionDescriptor.EndpointMetadata.OfType<ResponseExample>())
        {
            var content = operation.Responses?[example.Status.ToString(CultureInfo.InvariantCulture)].Content?.Values;
            foreach (var media in content?.OfType<OpenApiMediaType>() ?? [])
            {
                media.Example = example.Text.StartsWith('{') || example.Text.StartsWith('[') ? JsonNode.Parse(example.Text) : JsonValue.Create(example.Text);
            }
        }
    }

    private static void AddHeaders(OpenApiOperation operation)
    {
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (response is not OpenApiResponse described)
            {
                continue;
            }

            if (status == "304" || (status == "200" && operation.Responses!.ContainsKey("304")))
            {
                described.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
                {
                    ["ETag"] = Header("Sent back as If-None-Match it is answered with 304 for as long as nothing has changed."),
                    ["Cache-Control"] = Header("How long the answer may be kept."),
                };
            }
            else if (Retried.Any(retried => status == retried.ToString(CultureInfo.InvariantCulture)))
            {
                described.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal) { ["Retry-After"] = Header("Seconds to wait.") };
            }
        }
    }

    // The generator allows a number too, because it could be read; it is never written.
    private static void DescribeMoney(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) == typeof(decimal))
        {
            var nullable = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) is not null;
            (schema.Type, schema.Format, schema.Pattern) = (JsonSchemaType.String | (nullable ? JsonSchemaType.Null : default), "decimal", @"^-?\d+(\.\d+)?$");
        }
    }

    private static OpenApiHeader Header(string description) => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
}
