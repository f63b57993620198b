using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard;

/// <summary>Plain http carries tokens and secrets, so it must be asked for, even on one machine.</summary>
internal static class DashboardTransport
{
    private const string HowToAllow = $"must be an https address unless the '{DashboardOptions.AllowUnsecuredTransportKey}' environment variable is set to true. This is commonly set in the launch profile; see https://aka.ms/aspire/allowunsecuredtransport.";

    /// <summary>What is wrong with the URLs, or null.</summary>
    public static string? FindProblem(DashboardOptions options)
    {
        if (options.AllowUnsecuredTransport)
        {
            return null;
        }

        return FindProblem("The 'applicationUrl' setting of the launch profile", "The 'applicationUrl' setting", options.FrontendUrls?.Split(';')[0])
            ?? FindProblem(DashboardOptions.OtlpGrpcUrlKey, options.OtlpGrpcUrl)
            ?? FindProblem(DashboardOptions.OtlpHttpUrlKey, options.OtlpHttpUrl)
            ?? FindProblem(DashboardOptions.ResourceServiceUrlKey, options.ResourceServiceUrl);
    }

    private static string? FindProblem(string key, string? url) => FindProblem($"The {key} setting", $"The '{key}' setting", url);

    private static string? FindProblem(string settingWithValue, string setting, string? url)
    {
        if (string.IsNullOrEmpty(url))
        {
            return null;
        }

        return TryParse(url) switch
        {
            null => $"{settingWithValue} has the value '{url}', which could not be parsed as a URI.",
            { Scheme: "http" } => $"{setting} {HowToAllow}",
            _ => null,
        };
    }

    private static BindingAddress? TryParse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
