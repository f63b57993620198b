using System.Data.Common;
using Aspire.Npgsql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace Aspire.Hosting.Tests.Clients;

public sealed class NpgsqlClientTests
{
    // Nothing listens on port 1, and a refused connection is known at once.
    private const string Nowhere = "Host=127.0.0.1;Port=1;Username=u;Password=p;Database=d;Timeout=2";

    private readonly HostApplicationBuilder _builder = Host.CreateEmptyApplicationBuilder(settings: null);

    [Fact]
    public void The_connection_string_wins_over_the_settings_section()
    {
        Configure(("ConnectionStrings:db", "Host=named"), ("Aspire:Npgsql:ConnectionString", "Host=section"));
        _builder.AddNpgsqlDataSource("db");

        using var host = _builder.Build();

        Assert.Equal("Host=named", host.Services.GetRequiredService<NpgsqlDataSource>().ConnectionString);
        Assert.Same(host.Services.GetRequiredService<NpgsqlDataSource>(), host.Services.GetRequiredService<DbDataSource>());
    }

    [Fact]
    public void Settings_of_one_connection_win_over_settings_of_all()
    {
        Configure(("Aspire:Npgsql:ConnectionString", "Host=all"), ("Aspire:Npgsql:db:ConnectionString", "Host=one"), ("Aspire:Npgsql:DisableHealthChecks", "true"));
        NpgsqlSettings? seen = null;
        _builder.AddNpgsqlDataSource("db", settings => seen = settings);

        Assert.Equal("Host=one", seen!.ConnectionString);
        Assert.True(seen.DisableHealthChecks);
        Assert.Empty(HealthChecks());
    }

    [Fact]
    public void A_missing_connection_string_is_named_when_the_data_source_is_asked_for()
    {
        _builder.AddNpgsqlDataSource("db");
        using var host = _builder.Build();

        var exception = Assert.Throws<InvalidOperationException>(host.Services.GetRequiredService<NpgsqlDataSource>);

        Assert.Contains("ConnectionStrings:db", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keyed_data_sources_live_side_by_side_with_a_health_check_each()
    {
        Configure(("ConnectionStrings:a", "Host=a"), ("ConnectionStrings:b", "Host=b"), ("ConnectionStrings:c", "Host=c"));
        _builder.AddNpgsqlDataSource("a");
        _builder.AddNpgsqlDataSource("a");
        _builder.AddKeyedNpgsqlDataSource("b");
        _builder.AddKeyedNpgsqlDataSource("c", configureDataSourceBuilder: source => source.ConnectionStringBuilder.MaxPoolSize = 5);
        using var host = _builder.Build();

        Assert.Equal("Host=b", host.Services.GetRequiredKeyedService<NpgsqlDataSource>("b").ConnectionString);
        Assert.Equal("Host=c;Maximum Pool Size=5", host.Services.GetRequiredKeyedService<NpgsqlDataSource>("c").ConnectionString);
        Assert.Equal(["PostgreSql", "PostgreSql_b", "PostgreSql_c"], HealthChecks());
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_unhealthy()
    {
        Configure(("ConnectionStrings:db", Nowhere));
        _builder.AddNpgsqlDataSource("db");
        using var host = _builder.Build();

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Unhealthy, report.Entries["PostgreSql"].Status);
        Assert.IsAssignableFrom<NpgsqlException>(report.Entries["PostgreSql"].Exception);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Traces_and_metrics_can_be_turned_off(bool disable)
    {
        Configure(("ConnectionStrings:db", Nowhere), ("Aspire:Npgsql:DisableTracing", $"{disable}"), ("Aspire:Npgsql:DisableMetrics", $"{disable}"));
        _builder.AddNpgsqlDataSource("db");

        Assert.Equal(!disable, _builder.Services.Any(service => service.ServiceType.Name == "IConfigureTracerProviderBuilder"));
        Assert.Equal(!disable, _builder.Services.Any(service => service.ServiceType.Name == "IConfigureMeterProviderBuilder"));
    }

    private void Configure(params (string Key, string Value)[] values)
        => _builder.Configuration.AddInMemoryCollection(values.ToDictionary(value => value.Key, string? (value) => value.Value));

    private IEnumerable<string> HealthChecks() => _builder.Services.BuildServiceProvider()
        .GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Select(registration => registration.Name);
}
