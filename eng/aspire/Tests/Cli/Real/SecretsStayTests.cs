using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Tests.Cli.Real;

/// <summary>Keys and secrets of a running AppHost, looked for where they must not be.</summary>
[Collection(nameof(TourCollection))]
public sealed class SecretsStayTests(Tour tour)
{
    private const string ResourceServiceKey = "DASHBOARD__RESOURCESERVICECLIENT__APIKEY";
    private const string BrowserToken = "DASHBOARD__FRONTEND__BROWSERTOKEN";
    private const string TelemetryKey = "DASHBOARD__API__PRIMARYAPIKEY";
    private const string OtlpKey = "DASHBOARD__OTLP__PRIMARYAPIKEY";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Children_get_none_of_the_app_hosts_keys()
    {
        var keys = DashboardKeys();

        var children = Family().Where(process => process.Command.StartsWith("sleep ", StringComparison.Ordinal) || process.Command.EndsWith("Sample.Service", StringComparison.Ordinal)).ToList();

        Assert.Contains(children, child => child.Command.StartsWith("sleep ", StringComparison.Ordinal));
        Assert.Contains(children, child => child.Command.EndsWith("Sample.Service", StringComparison.Ordinal));
        foreach (var (_, command, environment) in children)
        {
            var text = string.Join('\n', environment.Select(variable => $"{variable.Key}={variable.Value}"));
            Assert.DoesNotContain(keys[BrowserToken], text, StringComparison.Ordinal);
            Assert.DoesNotContain(keys[ResourceServiceKey], text, StringComparison.Ordinal);
            Assert.DoesNotContain(keys[TelemetryKey], text, StringComparison.Ordinal);
            Assert.DoesNotContain(environment.Keys, name => name.StartsWith("AppHost", StringComparison.OrdinalIgnoreCase) || name.StartsWith("DASHBOARD__", StringComparison.OrdinalIgnoreCase));
            // The key to send telemetry goes to those that send some, a secret parameter to those that refer to it.
            Assert.Equal(command.StartsWith("sleep", StringComparison.Ordinal), !text.Contains(keys[OtlpKey], StringComparison.Ordinal));
            Assert.Equal(command.StartsWith("sleep", StringComparison.Ordinal), !text.Contains("correct-horse-battery", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void No_key_and_no_secret_is_in_a_command_line()
    {
        string[] secrets = [.. DashboardKeys().Values, "correct-horse-battery"];
        var commands = Family().Select(process => process.Command).ToList();

        Assert.Contains(commands, command => command.Contains("dcp", StringComparison.Ordinal));
        Assert.Contains(commands, command => command.Contains("aspire-managed", StringComparison.Ordinal));
        Assert.All(commands, command => Assert.DoesNotContain(secrets, secret => command.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task No_key_and_no_secret_is_in_a_log()
    {
        var keys = DashboardKeys();
        var log = await File.ReadAllTextAsync((string)tour.Started["logFile"]!, Cancellation);

        Assert.Contains("AppHost", log, StringComparison.Ordinal);
        foreach (var secret in new[] { keys[ResourceServiceKey], keys[TelemetryKey], keys[OtlpKey], "correct-horse-battery" })
        {
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Sockets_and_secrets_are_their_users_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes.");
        var directory = Path.Combine(tour.Cli.Home, ".aspire", "cli", "bch");
        var socket = Assert.Single(Directory.GetFiles(directory, $"*.{tour.Started["appHostPid"]}"));
        var secrets = Path.Combine(tour.Cli.Home, ".microsoft", "usersecrets", "sample-tour", "secrets.json");

#pragma warning disable CA1416 // Skipped on Windows above.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(socket));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(secrets));
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(directory) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
#pragma warning restore CA1416
    }

    [Fact]
    public void Everything_listens_on_this_machine_only()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Listening sockets are found in /proc.");
        var sockets = Family().SelectMany(process => Sockets(process.Id)).ToHashSet(StringComparer.Ordinal);
        var listening = new[] { "tcp", "tcp6" }
            .SelectMany(table => File.ReadLines($"/proc/net/{table}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[3] == "0A" && sockets.Contains(fields[9]))
            .Select(fields => Address(fields[1].Split(':')[0]))
            .ToList();

        Assert.NotEmpty(listening);
        Assert.All(listening, address => Assert.True(IPAddress.IsLoopback(address), address.ToString()));
    }

    [Fact]
    public async Task The_dashboard_and_its_telemetry_want_a_key()
    {
        var root = new Uri(new Uri((string)tour.Started["dashboardUrl"]!), "/");
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        using var page = await client.GetAsync(root, Cancellation);
        Assert.Equal((HttpStatusCode.Redirect, "/login"), (page.StatusCode, new Uri(root, page.Headers.Location!).AbsolutePath));
        using var api = await client.GetAsync(new Uri(root, "/api/telemetry/resources"), Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        var otlp = (string)(await tour.ResourceAsync("service"))["environment"]!["OTEL_EXPORTER_OTLP_ENDPOINT"]!;
        using var grpc = new HttpRequestMessage(HttpMethod.Post, $"{otlp}/opentelemetry.proto.collector.logs.v1.LogsService/Export") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent(new byte[5]) };
        grpc.Content.Headers.ContentType = new("application/grpc");
        using var refused = await client.SendAsync(grpc, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private Dictionary<string, string> DashboardKeys()
    {
        var environment = Family().First(process => process.Command.Contains("aspire-managed dashboard", StringComparison.Ordinal)).Environment;
        return new[] { BrowserToken, ResourceServiceKey, TelemetryKey, OtlpKey }.ToDictionary(name => name, name => environment[name], StringComparer.Ordinal);
    }

    /// <summary>All processes that live in the CLI's home directory.</summary>
    private IEnumerable<(int Id, string Command, Dictionary<string, string> Environment)> Family()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are looked at in /proc.");
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Read(directory, "environ") is { Length: > 0 } environ)
            {
                var environment = environ.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=', 2)).Where(pair => pair.Length == 2).DistinctBy(pair => pair[0], StringComparer.Ordinal).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
                if (environment.GetValueOrDefault("HOME") == tour.Cli.Home)
                {
                    yield return (id, Read(directory, "cmdline").Replace('\0', ' ').Trim(), environment);
                }
            }
        }
    }

    private static List<string> Sockets(int process)
    {
        try
        {
            return [.. Directory.EnumerateFiles($"/proc/{process}/fd").Select(link => new FileInfo(link).LinkTarget ?? "").Where(target => target.StartsWith("socket:[", StringComparison.Ordinal)).Select(target => target[8..^1])];
        }
        catch (IOException)
        {
            // Gone meanwhile.
            return [];
        }
    }

    /// <summary>Groups of four bytes, each in the machine's order.</summary>
    private static IPAddress Address(string hex)
        => new([.. Convert.FromHexString(hex).Chunk(4).SelectMany(group => BitConverter.IsLittleEndian ? group.Reverse() : group)]);

    private static string Read(string directory, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, file), Encoding.UTF8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile, or somebody else's.
            return "";
        }
    }
}
