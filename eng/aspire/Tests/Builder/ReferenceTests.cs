using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Builder;

public sealed class ReferenceTests
{
    private readonly IDistributedApplicationBuilder _builder = Apps.Publish();

    [Fact]
    public async Task AReferenceMakesEveryEndpointKnownUnderTwoNames()
    {
        var user = _builder.AddTool("user").WithReference(AddApi());

        Assert.Equal(
            """
            MY_API_HTTP={my-api.bindings.http.url}
            services__my-api__http__0={my-api.bindings.http.url}
            MY_API_HTTPS={my-api.bindings.https.url}
            services__my-api__https__0={my-api.bindings.https.url}
            MY_API_ADMIN={my-api.bindings.admin.url}
            services__my-api__admin__0={my-api.bindings.admin.url}
            MY_API_RAW={my-api.bindings.raw.url}
            services__my-api__raw__0={my-api.bindings.raw.url}
            """,
            await Variables.PublishedAsync(user));
        Assert.Equal(["Reference my-api"], user.Resource.Relationships());
    }

    [Fact]
    public async Task ARenamedReferenceKeepsTheLetterCaseOfTheName()
    {
        var user = _builder.AddTool("user").WithReference(AddApi(), "Back-end");

        var variables = await Variables.RawAsync(user);
        Assert.Contains("Back_end_HTTP", variables.Keys);
        Assert.Contains("services__Back-end__http__0", variables.Keys);
    }

    [Fact]
    public async Task ReferencesToSingleEndpointsAddUp()
    {
        var api = AddApi();
        var user = _builder.AddTool("user").WithReference(api.GetEndpoint("raw")).WithReference(api.GetEndpoint("http"));

        Assert.Equal(
            """
            MY_API_HTTP={my-api.bindings.http.url}
            services__my-api__http__0={my-api.bindings.http.url}
            MY_API_RAW={my-api.bindings.raw.url}
            services__my-api__raw__0={my-api.bindings.raw.url}
            """,
            await Variables.PublishedAsync(user));
    }

    [Fact]
    public async Task AnEndpointExcludedFromReferencesIsOnlyPassedWhenNamed()
    {
        var api = AddApi().WithEndpoint("admin", e => e.ExcludeReferenceEndpoint = true);

        Assert.DoesNotContain("MY_API_ADMIN", (await Variables.RawAsync(_builder.AddTool("all").WithReference(api))).Keys);
        Assert.Contains("MY_API_ADMIN", (await Variables.RawAsync(_builder.AddTool("named").WithReference(api.GetEndpoint("admin")))).Keys);
    }

    [Theory]
    [InlineData(ReferenceEnvironmentInjectionFlags.ServiceDiscovery, "services__api__http__0")]
    [InlineData(ReferenceEnvironmentInjectionFlags.Endpoints, "API_HTTP")]
    [InlineData(ReferenceEnvironmentInjectionFlags.None)]
    public async Task FlagsLimitWhatAReferenceSets(ReferenceEnvironmentInjectionFlags flags, params string[] expected)
    {
        var api = AddProject("api").WithHttpEndpoint();
        var user = _builder.AddTool("user").WithReferenceEnvironment(flags).WithReference(api);

        Assert.Equal(expected, (await Variables.RawAsync(user)).Keys);
    }

    [Fact]
    public async Task AFixedAddressIsKnownLikeAService()
    {
        var user = _builder.AddTool("user").WithReference("my-ext", new Uri("https://ext.example.org/base/"));

        Assert.Equal(
            """
            services__my-ext__default__0=https://ext.example.org/base/
            my_ext=https://ext.example.org/base/
            """,
            await Variables.PublishedAsync(user));
    }

    [Theory]
    [InlineData("/relative", "it must be absolute")]
    [InlineData("https://host/#part", "it cannot contain a fragment")]
    [InlineData("https://host/?q=1", "it cannot contain a query string")]
    public void AnAddressThatIsNoBaseIsRefused(string address, string reason)
    {
        var error = Assert.Throws<InvalidOperationException>(() => _builder.AddTool("user").WithReference("ext", new Uri(address, UriKind.RelativeOrAbsolute)));
        Assert.Equal($"The URI for service reference 'ext' is invalid while configuring target resource 'user': {reason}.", error.Message);
    }

    [Fact]
    public async Task AConnectionStringComesWithItsProperties()
    {
        var password = _builder.AddParameter("pwd", "x", secret: true);
        var database = _builder.AddConnectionString("my-db", ReferenceExpression.Create($"Server=h;Password={password}"))
            .WithConnectionProperty("Extra", "fixed")
            .WithConnectionProperty("Password", ReferenceExpression.Create($"{password}"));

        Assert.Equal(
            """
            ConnectionStrings__my-db={my-db.connectionString}
            MY_DB_EXTRA=fixed
            MY_DB_PASSWORD={pwd.value}
            """,
            await Variables.PublishedAsync(_builder.AddTool("user").WithReference(database)));
        Assert.Equal(
            ["ConnectionStrings__other.name", "OTHER_NAME_EXTRA", "OTHER_NAME_PASSWORD"],
            (await Variables.RawAsync(_builder.AddTool("renamed").WithReference(database, "other.name"))).Keys);
    }

    [Fact]
    public async Task AConnectionStringMayHaveAVariableOfItsOwn()
    {
        var legacy = _builder.AddConnectionString("legacy", "LEGACY_DSN");

        Assert.Equal("LEGACY_DSN={legacy.connectionString}", await Variables.PublishedAsync(_builder.AddTool("user").WithReference(legacy, "renamed")));
    }

    [Fact]
    public async Task AnExternalServiceIsKnownBySchemeOrByDefaultWhenItsUrlIsAParameter()
    {
        var known = _builder.AddExternalService("ext", "https://example.org/");
        var parameter = _builder.AddExternalService("ext-p", _builder.AddParameter("url"));

        Assert.Equal(
            """
            EXT=https://example.org/
            services__ext__https__0=https://example.org/
            services__ext-p__default__0={url.value}
            EXT_P={url.value}
            """,
            await Variables.PublishedAsync(_builder.AddTool("user").WithReference(known).WithReference(parameter)));
    }

    private IResourceBuilder<ProjectResource> AddApi()
        => AddProject("my-api").WithHttpEndpoint().WithHttpsEndpoint().WithHttpEndpoint(name: "admin").WithEndpoint(scheme: "tcp", name: "raw");

    // No launch profile: the project need not exist.
    private IResourceBuilder<ProjectResource> AddProject(string name) => _builder.AddProject(name, "none.csproj", launchProfileName: null);

    [Fact]
    public void The_references_of_an_expression_are_shown_in_its_order()
    {
        var api = AddApi();
        var user = _builder.AddParameter("user", "u");
        var tool = _builder.AddTool("tool").WithEnvironment("URL", ReferenceExpression.Create($"{api.GetEndpoint("http")}/{user}"));

        Assert.Equal(["Reference my-api", "Reference user"], tool.Resource.Relationships());
    }

    [Fact]
    public void An_external_service_with_a_query_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => _builder.AddExternalService("ext", "https://example.org/?q=1"));

        Assert.Equal("The external service URL 'https://example.org/?q=1' is invalid: The URI cannot contain a query string. (Parameter 'uri') (Parameter 'url')", error.Message);
    }
}
