using Aspire.Hosting.ApplicationModel;
using Xunit;

namespace Aspire.Hosting.Tests.Postgres;

public sealed class PostgresTests
{
    private readonly IDistributedApplicationBuilder _builder = Resolved.Builder(false, ("Parameters:user", "adm in"), ("Parameters:pass", "p@ss:w/rd"));

    [Fact]
    public void Expressions_refer_to_the_endpoint_and_the_generated_password()
    {
        var server = _builder.AddPostgres("pg");
        var database = server.AddDatabase("second", "real_name");

        Assert.Equal("Host={pg.bindings.tcp.host};Port={pg.bindings.tcp.port};Username=postgres;Password={pg-password.value}", server.Resource.ConnectionStringExpression.ValueExpression);
        Assert.Equal("{pg.connectionString};Database=real_name", database.Resource.ConnectionStringExpression.ValueExpression);
        Assert.Equal("postgresql://postgres:{pg-password.value}@{pg.bindings.tcp.host}:{pg.bindings.tcp.port}/real_name", database.Resource.UriExpression.ValueExpression);
        Assert.Equal("jdbc:postgresql://{pg.bindings.tcp.host}:{pg.bindings.tcp.port}", server.Resource.JdbcConnectionString.ValueExpression);
    }

    [Fact]
    public void Init_files_are_mounted_when_published_and_must_be_there()
    {
        var server = Resolved.Builder(publish: true).AddPostgres("pg").WithInitFiles(AppContext.BaseDirectory);

        Assert.Equal("/docker-entrypoint-initdb.d", Assert.Single(server.Resource.Annotations.OfType<ContainerMountAnnotation>()).Target);
        Assert.Empty(_builder.AddPostgres("pg").WithInitFiles(AppContext.BaseDirectory).Resource.Annotations.OfType<ContainerMountAnnotation>());
        Assert.Throws<InvalidOperationException>(() => server.WithInitFiles("no/such/directory"));
    }

    [Fact]
    public async Task Values_escape_credentials_in_addresses_only()
    {
        var server = Server();
        Resolved.Allocate(server.Resource, "tcp", 15432);
        var database = server.AddDatabase("db3");

        Assert.Equal("Host=localhost;Port=15432;Username=adm in;Password=p@ss:w/rd", await server.Resource.GetConnectionStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["Host"] = "localhost",
                ["Port"] = "15432",
                ["Username"] = "adm in",
                ["Password"] = "p@ss:w/rd",
                ["Uri"] = "postgresql://adm%20in:p%40ss%3Aw%2Frd@localhost:15432/db3",
                ["JdbcConnectionString"] = "jdbc:postgresql://localhost:15432/db3",
                ["DatabaseName"] = "db3",
            },
            await Resolved.PropertiesAsync(database.Resource));
    }

    [Fact]
    public async Task The_container_is_told_user_and_password()
    {
        var server = Server();

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["POSTGRES_HOST_AUTH_METHOD"] = "scram-sha-256",
                ["POSTGRES_INITDB_ARGS"] = "--auth-host=scram-sha-256 --auth-local=scram-sha-256",
                ["POSTGRES_USER"] = "adm in",
                ["POSTGRES_PASSWORD"] = "p@ss:w/rd",
            },
            await Resolved.EnvironmentAsync(_builder, server.Resource));
    }

    [Fact]
    public void Server_and_database_have_a_health_check_each()
    {
        var server = _builder.AddPostgres("pg", port: 15432);
        var database = server.AddDatabase("app-db");

        Assert.Equal("pg_check", Assert.Single(server.Resource.Annotations.OfType<HealthCheckAnnotation>()).Key);
        Assert.Equal("app-db_check", Assert.Single(database.Resource.Annotations.OfType<HealthCheckAnnotation>()).Key);
        var endpoint = Assert.Single(server.Resource.Annotations.OfType<EndpointAnnotation>());
        Assert.Equal(("tcp", 15432, 5432), (endpoint.Name, endpoint.Port, endpoint.TargetPort));
        var image = Assert.Single(server.Resource.Annotations.OfType<ContainerImageAnnotation>());
        Assert.Equal(("docker.io", "library/postgres", "18.3"), (image.Registry, image.Image, image.Tag));
    }

    [Theory]
    [InlineData(null, "/var/lib/postgresql")]
    [InlineData("pg18", "/var/lib/postgresql/data")]
    [InlineData("18-alpine", "/var/lib/postgresql")]
    [InlineData("17.6", "/var/lib/postgresql/data")]
    public void The_volume_is_mounted_where_the_version_keeps_its_data(string? tag, string target)
    {
        var server = _builder.AddPostgres("pg");
        if (tag is not null)
        {
            server.WithImageTag(tag);
        }

        server.WithDataVolume("vol");

        var mount = Assert.Single(server.Resource.Annotations.OfType<ContainerMountAnnotation>());
        Assert.Equal(("vol", target), (mount.Source, mount.Target));
    }

    [Fact]
    public void A_database_name_that_ends_a_connection_string_is_quoted()
    {
        var database = _builder.AddPostgres("pg").AddDatabase("db", "a;b");

        Assert.Equal("{pg.connectionString};Database=\"a;b\"", database.Resource.ConnectionStringExpression.ValueExpression);
    }

    private IResourceBuilder<PostgresServerResource> Server()
        => _builder.AddPostgres("pg2").WithUserName(_builder.AddParameter("user")).WithPassword(_builder.AddParameter("pass", secret: true));
}
