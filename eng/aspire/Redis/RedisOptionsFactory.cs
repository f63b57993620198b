using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Aspire.StackExchange.Redis;

/// <summary>The settings of one registered client, found by the name of its options.</summary>
internal sealed record RegisteredRedisClient(StackExchangeRedisSettings Settings);

/// <summary>Options start from the connection string, which can only be parsed into a new object; Configure and PostConfigure follow as usual.</summary>
internal sealed class RedisOptionsFactory(
    IServiceProvider services,
    IEnumerable<IConfigureOptions<ConfigurationOptions>> configure,
    IEnumerable<IPostConfigureOptions<ConfigurationOptions>> postConfigure,
    IEnumerable<IValidateOptions<ConfigurationOptions>> validate)
    : OptionsFactory<ConfigurationOptions>(configure, postConfigure, validate)
{
    private const string AbortOnConnectFail = "abortConnect=";

    protected override ConfigurationOptions CreateInstance(string name)
    {
        var connectionString = services.GetKeyedService<RegisteredRedisClient>(name)?.Settings.ConnectionString;
        var options = connectionString is null ? new ConfigurationOptions() : ConfigurationOptions.Parse(connectionString);

        // A server that is not up yet must not end the app; the multiplexer keeps trying.
        if (connectionString?.Contains(AbortOnConnectFail, StringComparison.OrdinalIgnoreCase) is not true)
        {
            options.AbortOnConnectFail = false;
        }

        return options;
    }
}
