using System.Net.Http.Headers;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting;

/// <summary>One request to a resource, run as a command.</summary>
internal sealed class HttpCommand(EndpointReference endpoint, string path, HttpCommandOptions options)
{
    public async Task<ExecuteCommandResult> RunAsync(ExecuteCommandContext context)
    {
        if (!endpoint.IsAllocated)
        {
            return CommandResults.Failure("Endpoints are not yet allocated.");
        }

        var client = context.Services.GetRequiredService<IHttpClientFactory>().CreateClient(options.HttpClientName ?? Options.DefaultName);
        if (options.HttpClientName is null)
        {
            // A command may take long and can be cancelled by whoever runs it; a named client keeps its own limit.
            client.Timeout = Timeout.InfiniteTimeSpan;
        }

        using var request = new HttpRequestMessage(options.Method ?? HttpMethod.Post, new UriBuilder(endpoint.Url) { Path = path }.Uri);
        if (options.PrepareRequest is { } prepare)
        {
            await prepare(new HttpCommandRequestContext
            {
                Services = context.Services,
                ResourceName = context.ResourceName,
                Endpoint = endpoint,
                CancellationToken = context.CancellationToken,
                HttpClient = client,
                Arguments = context.Arguments,
                Request = request,
            }).ConfigureAwait(false);
        }

        return await SendAsync(context, client, request).ConfigureAwait(false);
    }

    public static ResourceCommandState StateWhenRunning(UpdateCommandStateContext context)
        => context.ResourceSnapshot.State?.Text is { } state && (string.Equals(state, KnownResourceStates.Running, StringComparison.Ordinal) || string.Equals(state, KnownResourceStates.RuntimeUnhealthy, StringComparison.Ordinal))
            ? ResourceCommandState.Enabled
            : ResourceCommandState.Disabled;

    private async Task<ExecuteCommandResult> SendAsync(ExecuteCommandContext context, HttpClient client, HttpRequestMessage request)
    {
        try
        {
            using var response = await client.SendAsync(request, context.CancellationToken).ConfigureAwait(false);
            return options.GetCommandResult is { } getResult
                ? await getResult(new HttpCommandResultContext
                {
                    Services = context.Services,
                    ResourceName = context.ResourceName,
                    Endpoint = endpoint,
                    CancellationToken = context.CancellationToken,
                    HttpClient = client,
                    Arguments = context.Arguments,
                    Response = response,
                }).ConfigureAwait(false)
                : await ResultAsync(response, context.CancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            return CommandResults.Canceled();
        }
#pragma warning disable CA1031 // A request can fail in any way, and so can the callback; the message is the answer to whoever ran the command.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return CommandResults.Failure(e);
        }
    }

    private async Task<ExecuteCommandResult> ResultAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var error = response.IsSuccessStatusCode ? null : $"Request failed with status code {response.StatusCode}";
        var body = Format(response.Content.Headers.ContentType) is { } format
            ? new CommandResultData { Value = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false), Format = format }
            : null;
        if (string.IsNullOrEmpty(body?.Value))
        {
            return error is null ? CommandResults.Success() : CommandResults.Failure(error);
        }

        return error is null ? new ExecuteCommandResult { Success = true, Data = body } : CommandResults.Failure(error, body);
    }

    private CommandResultFormat? Format(MediaTypeHeaderValue? contentType) => options.ResultMode switch
    {
        HttpCommandResultMode.None => null,
        HttpCommandResultMode.Json => CommandResultFormat.Json,
        HttpCommandResultMode.Text => CommandResultFormat.Text,
        HttpCommandResultMode.Auto => Infer(contentType?.MediaType?.ToUpperInvariant()),
        _ => throw new InvalidOperationException($"Unsupported {nameof(HttpCommandResultMode)} value '{options.ResultMode}'."),
    };

    private static CommandResultFormat? Infer(string? mediaType) => mediaType switch
    {
        null => null,
        "APPLICATION/JSON" => CommandResultFormat.Json,
        _ when mediaType.EndsWith("+JSON", StringComparison.Ordinal) => CommandResultFormat.Json,
        "APPLICATION/XML" or "APPLICATION/X-WWW-FORM-URLENCODED" => CommandResultFormat.Text,
        _ when mediaType.EndsWith("+XML", StringComparison.Ordinal) || mediaType.StartsWith("TEXT/", StringComparison.Ordinal) => CommandResultFormat.Text,
        _ => null,
    };
}
