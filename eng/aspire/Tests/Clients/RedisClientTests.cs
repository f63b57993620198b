using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Xunit;

namespace Aspire.Hosting.Tests.Clients;

public sealed class RedisClientTests
{
    // Nothing listens on port 1, and a refused connection is known at once.
    private const string Nowhere = "127.0.0.1:1,password=p,connectTimeout=500,connectRetry=0";

    private readonly HostApplicationBuilder _builder = Host.CreateEmptyApplicationBuilder(settings: null);

    [Fact]
    public void The_connection_string_is_read_into_the_options_and_the_section_and_the_callback_follow()
    {
        Configure(("ConnectionStrings:cache", "one:6380,password=secret"), ("Aspire:StackExchange:Redis:ConfigurationOptions:SyncTimeout", "1234"), ("Aspire:StackExchange:Redis:cache:ConfigurationOptions:ConnectRetry", "7"));
        _builder.AddRedisClient("cache", configureOptions: options => options.ClientName = "me");

        var options = Options();

        Assert.Equal("secret", options.Password);
        Assert.Equal(1234, options.SyncTimeout);
        Assert.Equal(7, options.ConnectRetry);
        Assert.Equal("me", options.ClientName);
    }

    [Theory]
    [InlineData("one:6380", false)]
    [InlineData("one:6380,abortConnect=true", true)]
    [InlineData("one:6380,abortConnect=false", false)]
    public void A_missing_server_ends_the_app_only_when_the_connection_string_says_so(string connectionString, bool abort)
    {
        Configure(("ConnectionStrings:cache", connectionString));
        _builder.AddRedisClient("cache");

        Assert.Equal(abort, Options().AbortOnConnectFail);
    }

    [Fact]
    public async Task Without_its_server_the_app_starts_and_the_client_is_unhealthy()
    {
        Configure(("ConnectionStrings:cache", Nowhere), ("Aspire:StackExchange:Redis:DisableAutoActivation", "false"));
        _builder.AddRedisClient("cache");
        using var host = _builder.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.False(host.Services.GetRequiredService<IConnectionMultiplexer>().IsConnected);
        Assert.Equal(HealthStatus.Unhealthy, report.Entries["StackExchange.Redis"].Status);
    }

    [Fact]
    public void A_missing_connection_string_is_named()
    {
        _builder.AddRedisClient("cache");
        using var host = _builder.Build();

        var exception = Assert.Throws<InvalidOperationException>(host.Services.GetRequiredService<IConnectionMultiplexer>);

        Assert.Contains("ConnectionStrings:cache", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keyed_clients_live_side_by_side()
    {
        Configure(("ConnectionStrings:a", Nowhere), ("ConnectionStrings:b", Nowhere));
        var a = _builder.AddRedisClientBuilder("a");
        var b = _builder.AddKeyedRedisClientBuilder("b", settings => settings.DisableHealthChecks = true);
        using var host = _builder.Build();

        Assert.Null(a.ServiceKey);
        Assert.Equal("b", b.ServiceKey);
        Assert.NotSame(host.Services.GetRequiredService<IConnectionMultiplexer>(), host.Services.GetRequiredKeyedService<IConnectionMultiplexer>("b"));
        Assert.Equal(
            ["StackExchange.Redis"],
            host.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Select(registration => registration.Name));
    }

    private void Configure(params (string Key, string Value)[] values)
        => _builder.Configuration.AddInMemoryCollection(values.ToDictionary(value => value.Key, string? (value) => value.Value));

    private ConfigurationOptions Options() => _builder.Services.BuildServiceProvider().GetRequiredService<IOptions<ConfigurationOptions>>().Value;
}
