using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Aspire.Hosting.Dcp;

/// <summary>DCP's API over HTTP/2. Every call is bounded and repeated a few times when the server did not answer it.</summary>
internal sealed class DcpClient(HttpClient http, TimeProvider time) : IDisposable
{
    private const string Root = $"apis/{DcpObject.Group}/{DcpObject.Version}";
    private const string MergePatch = "application/merge-patch+json";
    private const int Attempts = 4;

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);

    public async Task<T> CreateAsync<T>(T instance, CancellationToken cancellationToken)
        where T : DcpObject, IDcpObject<T>
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(instance, T.TypeInfo);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await SendOnceAsync(HttpMethod.Post, $"{Root}/{T.Plural}", body, "application/json", T.TypeInfo, cancellationToken);
            }
            catch (DcpException e) when (e.StatusCode is HttpStatusCode.Conflict && attempt > 1)
            {
                // An earlier attempt was carried out, only its answer was lost.
                return await GetAsync<T>(instance.Metadata.Name, cancellationToken) ?? throw new DcpException($"DCP lost '{instance.Metadata.Name}' right after it was created.", e);
            }
            catch (DcpException e) when (IsTransient(e) && attempt < Attempts)
            {
                await DelayAsync(attempt, cancellationToken);
            }
        }
    }

    /// <summary>The object, or null when there is none of this name.</summary>
    public async Task<T?> GetAsync<T>(string name, CancellationToken cancellationToken)
        where T : DcpObject, IDcpObject<T>
    {
        try
        {
            return await SendAsync(HttpMethod.Get, Path<T>(name), body: null, T.TypeInfo, cancellationToken);
        }
        catch (DcpException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>False when there was no such executable.</summary>
    public async Task<bool> PatchAsync(string name, ExecutablePatch patch, CancellationToken cancellationToken)
    {
        try
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(patch, DcpJson.Default.ExecutablePatch);
            await SendAsync(HttpMethod.Patch, Path<ExecutableObject>(name), body, DcpJson.Default.ExecutableObject, cancellationToken);
            return true;
        }
        catch (DcpException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>False when there was no such object. A true says only that DCP will delete it: it stops the process first.</summary>
    public async Task<bool> DeleteAsync<T>(string name, CancellationToken cancellationToken)
        where T : DcpObject, IDcpObject<T>
    {
        try
        {
            await SendAsync(HttpMethod.Delete, Path<T>(name), body: null, T.TypeInfo, cancellationToken);
            return true;
        }
        catch (DcpException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>Reports what exists and then every change, until the server ends the response.</summary>
    public async Task WatchOnceAsync<T>(Func<DcpWatchEvent<T>, Task> onEvent, CancellationToken cancellationToken)
        where T : DcpObject, IDcpObject<T>
    {
        using var response = await OpenAsync($"{Root}/{T.Plural}?watch=true", cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (JsonSerializer.Deserialize(line, T.EventTypeInfo) is { Object: not null } change)
            {
                await onEvent(change);
            }
        }
    }

    /// <summary>A log of an executable. With <paramref name="follow"/> it ends when the executable is deleted.</summary>
    public async Task ReadLogAsync(string name, string source, bool follow, Func<StreamReader, Task> read, CancellationToken cancellationToken)
    {
        var followText = follow ? "true" : "false";
        using var response = await OpenAsync($"{Path<ExecutableObject>(name)}/log?follow={followText}&timestamps=true&source={source}", cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var reader = new StreamReader(stream);
        await read(reader);
    }

    public Task<DcpExecution> GetExecutionAsync(CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, "admin/execution", body: null, DcpJson.Default.DcpExecution, cancellationToken);

    /// <summary>One attempt only: a stopping server cuts its answer off.</summary>
    public Task SetExecutionAsync(DcpExecution execution, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(execution, DcpJson.Default.DcpExecution);
        return SendOnceAsync(HttpMethod.Patch, "admin/execution", body, MergePatch, DcpJson.Default.DcpExecution, cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private static string Path<T>(string name)
        where T : DcpObject, IDcpObject<T>
        => $"{Root}/{T.Plural}/{Uri.EscapeDataString(name)}";

    private async Task<T> SendAsync<T>(HttpMethod method, string path, byte[]? body, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await SendOnceAsync(method, path, body, MergePatch, typeInfo, cancellationToken);
            }
            catch (DcpException e) when (IsTransient(e) && attempt < Attempts)
            {
                await DelayAsync(attempt, cancellationToken);
            }
        }
    }

    private async Task<T> SendOnceAsync<T>(HttpMethod method, string path, byte[]? body, string mediaType, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(AttemptTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var request = CreateRequest(method, path);
            if (body is not null)
            {
                request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
            }

            using var response = await http.SendAsync(request, linked.Token);
            await ThrowIfRefusedAsync(response, method, path, linked.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(linked.Token);
            return await JsonSerializer.DeserializeAsync(stream, typeInfo, linked.Token)
                ?? throw new DcpException($"DCP answered {method} {path} with nothing.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new DcpException($"DCP did not answer {method} {path}: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new DcpException($"DCP did not answer {method} {path} within {AttemptTimeout.TotalSeconds:0} s.", e);
        }
        catch (JsonException e)
        {
            throw new DcpException($"DCP answered {method} {path} with something that is not its JSON: {e.Message}", e) { StatusCode = HttpStatusCode.OK };
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellationToken)
    {
        using var request = CreateRequest(HttpMethod.Get, path);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        try
        {
            await ThrowIfRefusedAsync(response, HttpMethod.Get, path, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private HttpRequestMessage CreateRequest(HttpMethod method, string path) =>
        new(method, path) { Version = http.DefaultRequestVersion, VersionPolicy = http.DefaultVersionPolicy };

    private static async Task ThrowIfRefusedAsync(HttpResponseMessage response, HttpMethod method, string path, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        string? message;
        try
        {
            message = JsonSerializer.Deserialize(text, DcpJson.Default.DcpErrorBody)?.Message;
        }
        catch (JsonException)
        {
            // A plain text answer, for example of the log handler.
            message = text;
        }

        throw new DcpException($"DCP refused {method} {path}: {(int)response.StatusCode} {message?.Trim()}") { StatusCode = response.StatusCode };
    }

    private static bool IsTransient(DcpException e) =>
        e.StatusCode is null or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    private Task DelayAsync(int attempt, CancellationToken cancellationToken) =>
        Task.Delay(FirstDelay * Math.Pow(2, attempt - 1), time, cancellationToken);
}
