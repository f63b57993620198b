using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>Healthy when a GET of the target answers with the expected status.</summary>
internal sealed class UriHealthCheck(Func<CancellationToken, ValueTask<UriHealthTarget>> findTarget, int expectedStatus, Func<HttpClient> createClient) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var target = await findTarget(cancellationToken).ConfigureAwait(false);
        if (target.Uri is not { } uri)
        {
            return HealthCheckResult.Unhealthy(target.Problem, target.Exception);
        }

        var shown = WithoutCredentials(uri);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Limit);
        try
        {
            using var client = createClient();
            using var response = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, limited.Token).ConfigureAwait(false);
            return (int)response.StatusCode == expectedStatus
                ? HealthCheckResult.Healthy()
                : Failed(context, $"Request to {shown} returned {(int)response.StatusCode} {response.StatusCode}");
        }
        catch (OperationCanceledException e)
        {
            return Failed(context, cancellationToken.IsCancellationRequested ? $"Health check for {shown} was canceled" : $"Request to {shown} timed out", e);
        }
        catch (HttpRequestException e)
        {
            return Failed(context, $"Failed to connect to {shown}", e);
        }
    }

    private static HealthCheckResult Failed(HealthCheckContext context, string description, Exception? exception = null)
        => new(context.Registration.FailureStatus, description, exception);

    private static Uri WithoutCredentials(Uri uri)
        => uri.UserInfo.Length == 0 ? uri : new UriBuilder(uri) { UserName = "", Password = "" }.Uri;
}

internal static class UriHealthCheckExtensions
{
    public static void AddUriHealthCheck(this IServiceCollection services, string key, int expectedStatus, Func<CancellationToken, ValueTask<UriHealthTarget>> findTarget)
    {
        services.AddHttpClient();
        // The state of the resource tells the same; a log line per request would hide everything else.
        services.AddLogging(logging => logging.AddFilter($"System.Net.Http.HttpClient.{key}", LogLevel.None));
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            key,
            provider => new UriHealthCheck(findTarget, expectedStatus, () => provider.GetRequiredService<IHttpClientFactory>().CreateClient(key)),
            failureStatus: null,
            tags: null,
            timeout: null));
    }
}
