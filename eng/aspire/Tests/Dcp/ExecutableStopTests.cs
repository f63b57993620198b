using System.Net;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Tests.Dcp;

public sealed class ExecutableStopTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_dcp_has_not_begun_yet_is_stopped_when_it_runs()
    {
        var server = new DcpTestServer(Executable(state: null), Executable("Starting"), Executable("Running"), Executable("Running", stop: true), Executable("Finished", stop: true));

        Assert.True(await new ExecutableStop(server.Client, TimeProvider.System).RunAsync("web-x", Cancelled));

        Assert.Equal(["GET", "GET", "GET", "PATCH", "GET"], Methods(server));
    }

    [Fact]
    public async Task A_stop_that_dcp_has_lost_is_sent_again()
    {
        var server = new DcpTestServer(
            Executable("Running"),
            Executable("Running", stop: true),
            Executable("Running"),
            Executable("Running", stop: true),
            Executable("Stopping", stop: true),
            Executable("Finished", stop: true));

        Assert.True(await new ExecutableStop(server.Client, TimeProvider.System).RunAsync("web-x", Cancelled));

        Assert.Equal(["GET", "PATCH", "GET", "PATCH", "GET", "GET"], Methods(server));
    }

    [Fact]
    public async Task Where_there_is_nothing_there_is_nothing_to_stop()
    {
        var server = new DcpTestServer((HttpStatusCode.NotFound, """{"message":"not found"}"""));

        Assert.False(await new ExecutableStop(server.Client, TimeProvider.System).RunAsync("web-x", Cancelled));
    }

    private static IEnumerable<string> Methods(DcpTestServer server) => server.Requests.Select(request => request.Line.Split(' ')[0]);

    private static (HttpStatusCode, string) Executable(string? state, bool stop = false)
        => (HttpStatusCode.OK, $$"""{"kind":"Executable","metadata":{"name":"web-x"},"spec":{"stop":{{(stop ? "true" : "false")}}},"status":{"state":"{{state}}"} }""");
}
