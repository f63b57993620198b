using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Sage.AppHost.Aws.Publishing;

/// <summary>
/// What the command line and the environment say in this run. Aspire keeps the values of parameters for the next run and lets them win over
/// the environment; whoever says <c>Parameters__phase=growth</c> now means now.
/// </summary>
internal sealed class SaidNow(IConfiguration configuration)
{
    /// <summary>What the command line says of a key, or null.</summary>
    public string? FromCommandLine(string key) => From<CommandLineConfigurationProvider>(key);

    /// <summary>What an environment variable says of a key, or null.</summary>
    public string? FromEnvironment(string key) => From<EnvironmentVariablesConfigurationProvider>(key);

    private string? From<TProvider>(string key)
        where TProvider : IConfigurationProvider
        => ((IConfigurationRoot)configuration).Providers.OfType<TProvider>().Reverse()
            .Select(provider => provider.TryGet(key, out var value) ? value : null).FirstOrDefault(value => !string.IsNullOrEmpty(value));
}
