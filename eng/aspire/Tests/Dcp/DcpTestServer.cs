using System.Net;
using System.Text;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Tests.Dcp;

/// <summary>Answers in order; the last answer stands for all further requests.</summary>
internal sealed class DcpTestServer : HttpMessageHandler
{
    private readonly (HttpStatusCode Status, string Body)[] _answers;

    public DcpTestServer(params (HttpStatusCode Status, string Body)[] answers)
    {
        _answers = answers;
        Client = new DcpClient(new HttpClient(this) { BaseAddress = new Uri("http://dcp/") }, TimeProvider.System);
    }

    public DcpClient Client { get; }

    public List<(string Line, string Body, string? MediaType)> Requests { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add(($"{request.Method} {request.RequestUri!.PathAndQuery}", body, request.Content?.Headers.ContentType?.MediaType));
        var (status, answer) = _answers[Math.Min(Requests.Count, _answers.Length) - 1];
        return new HttpResponseMessage(status) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
    }
}
