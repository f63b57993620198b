using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Aspire.Hosting.Cli;
using Aspire.Hosting.Cli.JsonRpc;
using Aspire.Hosting.Tests.Dashboard;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Cli;

public sealed class LaunchBackchannelTests : IAsyncLifetime
{
    private readonly string _socketPath = Path.Combine(Directory.CreateTempSubdirectory("launch").FullName, "cli.sock");
    private readonly TestState _state = new();
    private readonly CliLog _log = new(TimeProvider.System);
    private readonly Socket _client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private CliSession _session = null!;
    private LaunchBackchannel _channel = null!;
    private NetworkStream _stream = null!;
    private PipeReader _reader = null!;
    private int _lastId;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["ASPIRE_BACKCHANNEL_PATH"] = _socketPath }).Build();
        _session = new CliSession(configuration, _state.Lifetime);
        var dashboard = new CliDashboard(new ServiceCollection().BuildServiceProvider());
        var methods = new LaunchMethods(_session, _log, dashboard, _state.Notifications);
        _channel = new LaunchBackchannel(_session, methods, NullLogger<LaunchBackchannel>.Instance);
        await _channel.StartAsync(Cancellation);
        await _client.ConnectAsync(new UnixDomainSocketEndPoint(_socketPath), Cancellation);
        _stream = new NetworkStream(_client);
        _reader = PipeReader.Create(_stream);
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _client.Dispose();
        await _channel.StopAsync(CancellationToken.None);
        _channel.Dispose();
        _session.Dispose();
        _log.Dispose();
        _state.Dispose();
        Directory.Delete(Path.GetDirectoryName(_socketPath)!, recursive: true);
    }

    [Fact]
    public async Task The_cli_learns_what_this_apphost_can_do()
        => Assert.Equal("""["baseline.v2","pipeline-steps.v1"]""", (await CallAsync("GetCapabilitiesAsync"))!.ToJsonString());

    [Fact]
    public async Task Without_a_dashboard_the_cli_is_not_kept_waiting()
        => Assert.Equal("""{"dashboardHealthy":false,"baseUrlWithLoginToken":null,"codespacesUrlWithLoginToken":null}""", (await CallAsync("GetDashboardUrlsAsync"))!.ToJsonString());

    [Fact]
    public async Task The_apphost_is_ready_when_the_cli_says_so()
    {
        var ready = _session.WaitUntilReadyAsync(Cancellation);
        Assert.False(ready.IsCompleted);

        await CallAsync("NotifyAppHostReadyAsync");

        await ready.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task A_request_to_stop_stops_the_apphost_and_ends_the_log_without_an_error()
    {
        _log.CreateLogger("App").Log(LogLevel.Warning, new EventId(5, "Five"), "hello", exception: null, static (state, _) => state);
        var token = (long)(await CallAsync("GetAppHostLogEntriesAsync"))!["token"]!;
        var entry = (await CallAsync("$/enumerator/next", $"[{token}]"))!["values"]![0]!;

        await CallAsync("RequestStopAsync");

        Assert.True(_state.Lifetime.ApplicationStopping.IsCancellationRequested);
        Assert.Equal("""{"values":[],"finished":true}""", (await CallAsync("$/enumerator/next", $"[{token}]"))!.ToJsonString());
        Assert.Equal(("hello", "App", 3, 5), ((string?)entry["message"], (string?)entry["categoryName"], (int?)entry["logLevel"], (int?)entry["eventId"]!["id"]));
    }

    [Fact]
    public async Task Stopping_closes_the_connection_and_deletes_the_socket()
    {
        await CallAsync("GetCapabilitiesAsync");

        await _channel.StopAsync(Cancellation);

        Assert.False(File.Exists(_socketPath));
        await using var closed = _reader.AsStream(leaveOpen: true);
        Assert.Equal(0, await closed.ReadAsync(new byte[1], Cancellation));
    }

    private async Task<JsonNode?> CallAsync(string method, string parameters = "[]")
    {
        var body = $$"""{"jsonrpc":"2.0","id":{{++_lastId}},"method":"{{method}}","params":{{parameters}}}""";
        await _stream.WriteAsync(Encoding.UTF8.GetBytes($"Content-Length: {body.Length}\r\n\r\n{body}"), Cancellation);
        var answer = JsonNode.Parse((await JsonRpcFraming.ReadAsync(_reader, Cancellation))!)!;
        Assert.Null(answer["error"]);
        return answer["result"];
    }
}
