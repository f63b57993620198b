using Microsoft.Extensions.Configuration;

namespace Sage.ServiceDefaults.Health;

/// <summary>
/// <c>--healthcheck</c>: asks the server of the same container for <see cref="HealthEndpoints.ReadyPath"/> and ends with 0, or with 1 and
/// one line on stderr. A chiseled image has no shell and no curl (dotnet-docker#2379), so the program is its own probe: call this before
/// anything else, without a host. Both this check and the load balancer's may use /health: <see cref="StoreOutage"/> keeps it at 200 for
/// longer than a database takes to fail over.
/// </summary>
public static class HealthCheckCommand
{
    /// <summary>The argument that asks for the check; the only one then.</summary>
    public const string Argument = "--healthcheck";

    // Above the 3 s of a store's own check, below the 5 s that ECS waits.
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    // What /health says fits in; another server's page need not.
    private const int LongestAnswer = 4096;

    /// <summary>Asks once.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync() => RunAsync(ListeningPort.Environment(), Console.Error, TimeProvider.System);

    internal static async Task<int> RunAsync(IConfiguration settings, TextWriter error, TimeProvider time)
    {
        if (await FindFaultAsync(settings, time) is not { } fault)
        {
            return 0;
        }

        await error.WriteLineAsync($"health check: {fault.ReplaceLineEndings(" ")}");
        return 1;
    }

    private static async Task<string?> FindFaultAsync(IConfiguration settings, TimeProvider time)
    {
        Uri address;
        try
        {
            address = new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", ListeningPort.Find(settings), HealthEndpoints.ReadyPath).Uri;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }

        // The container's proxy is for the internet; a probe leaves no spans, and a redirect is not an answer.
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null };
        using var client = new HttpClient(handler) { MaxResponseContentBufferSize = LongestAnswer };
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            using var response = await client.GetAsync(address, limit.Token);
            return response.IsSuccessStatusCode ? null : $"{address} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(limit.Token)}";
        }
        catch (OperationCanceledException)
        {
            return $"{address} gave no answer within {Limit.TotalSeconds:0} s.";
        }
        catch (HttpRequestException exception)
        {
            return $"{address} cannot be asked: {exception.Message}";
        }
    }
}
