using System.Net;
using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Dcp;

public sealed class DcpClientTests
{
    private const string Service = """{"kind":"Service","metadata":{"name":"web"},"status":{"effectivePort":4711}}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_object_is_posted_to_its_kind_and_comes_back_with_its_state()
    {
        var server = new DcpTestServer((HttpStatusCode.Created, Service));

        var created = await server.Client.CreateAsync(new ServiceObject { Metadata = new() { Name = "web" }, Spec = new() { Port = 80 } }, Cancelled);

        Assert.Equal(4711, created.Status?.EffectivePort);
        var request = Assert.Single(server.Requests);
        Assert.Equal("POST /apis/usvc-dev.developer.microsoft.com/v1/services", request.Line);
        Assert.Contains("\"metadata\":{\"name\":\"web\"}", request.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("null", request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_busy_is_asked_again()
    {
        var server = new DcpTestServer((HttpStatusCode.ServiceUnavailable, ""), (HttpStatusCode.TooManyRequests, ""), (HttpStatusCode.OK, Service));

        Assert.NotNull(await server.Client.GetAsync<ServiceObject>("web", Cancelled));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_stays_away_is_given_up_with_its_words()
    {
        var server = new DcpTestServer((HttpStatusCode.InternalServerError, """{"kind":"Status","message":"out of order"}"""));

        var exception = await Assert.ThrowsAsync<DcpException>(() => server.Client.GetAsync<ServiceObject>("web", Cancelled));

        Assert.Equal("DCP refused GET apis/usvc-dev.developer.microsoft.com/v1/services/web: 500 out of order", exception.Message);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task A_creation_whose_answer_was_lost_is_found_to_have_worked()
    {
        var server = new DcpTestServer((HttpStatusCode.BadGateway, ""), (HttpStatusCode.Conflict, """{"message":"already exists"}"""), (HttpStatusCode.OK, Service));

        Assert.Equal(4711, (await server.Client.CreateAsync(new ServiceObject { Metadata = new() { Name = "web" } }, Cancelled)).Status?.EffectivePort);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_an_error()
    {
        var server = new DcpTestServer((HttpStatusCode.Conflict, """{"message":"already exists"}"""));

        var exception = await Assert.ThrowsAsync<DcpException>(() => server.Client.CreateAsync(new ServiceObject { Metadata = new() { Name = "web" } }, Cancelled));

        Assert.Equal(HttpStatusCode.Conflict, exception.StatusCode);
    }

    [Fact]
    public async Task What_is_not_there_is_no_error()
    {
        var server = new DcpTestServer((HttpStatusCode.NotFound, """{"message":"not found"}"""));

        Assert.Null(await server.Client.GetAsync<ServiceObject>("web", Cancelled));
        Assert.False(await server.Client.DeleteAsync<ExecutableObject>("web", Cancelled));
        Assert.False(await server.Client.PatchAsync("web", ExecutablePatch.Stop, Cancelled));
    }

    [Fact]
    public async Task A_stop_is_a_merge_patch()
    {
        var server = new DcpTestServer((HttpStatusCode.OK, """{"kind":"Executable","metadata":{"name":"web-x"}}"""));

        Assert.True(await server.Client.PatchAsync("web-x", ExecutablePatch.Stop, Cancelled));

        var request = Assert.Single(server.Requests);
        Assert.Equal("PATCH /apis/usvc-dev.developer.microsoft.com/v1/executables/web-x", request.Line);
        Assert.Equal("""{"spec":{"stop":true}}""", request.Body);
        Assert.Equal("application/merge-patch+json", request.MediaType);
    }

    [Fact]
    public async Task A_watch_is_opened_again_and_reports_each_version_once()
    {
        var server = new DcpTestServer(
            (HttpStatusCode.OK, Event("ADDED", 1) + Event("MODIFIED", 2)),
            (HttpStatusCode.OK, Event("ADDED", 2) + Event("BOOKMARK", 9) + Event("MODIFIED", 3) + Event("DELETED", 4)),
            (HttpStatusCode.OK, Event("ADDED", 1, uid: "other")));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var seen = new List<string>();

        await new DcpWatch<ExecutableObject>(server.Client, TimeProvider.System, NullLogger.Instance).RunAsync(change =>
        {
            seen.Add($"{change.Type} {change.Object!.Metadata.ResourceVersion}{change.Object.Metadata.Uid}");
            return seen.Count == 5 ? end.CancelAsync() : Task.CompletedTask;
        }, end.Token);

        Assert.Equal(["ADDED 1same", "MODIFIED 2same", "MODIFIED 3same", "DELETED 4same", "ADDED 1other"], seen);
    }

    private static string Event(string type, int version, string uid = "same") =>
        $$$"""{"type":"{{{type}}}","object":{"kind":"Executable","metadata":{"name":"web-x","uid":"{{{uid}}}","resourceVersion":"{{{version}}}"},"status":{"state":"Running","unknown":1} } }""" + "\n";
}
