using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Sage.Tests.Market;

/// <summary>Answers as the test says; a request that it did not plan fails.</summary>
internal sealed class ScriptedHttp(Func<HttpRequestMessage, HttpResponseMessage?> answer) : HttpMessageHandler, IHttpClientFactory
{
    private readonly ConcurrentQueue<Uri> _requests = new();

    /// <summary>All so far, oldest first.</summary>
    public IReadOnlyCollection<Uri> Requests => _requests;

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _requests.Enqueue(request.RequestUri!);
        return Task.FromResult(answer(request) ?? throw new InvalidOperationException($"This request was not planned: {request.RequestUri}"));
    }
}
