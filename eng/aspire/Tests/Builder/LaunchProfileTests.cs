using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Builder;

public sealed class LaunchProfileTests : IDisposable
{
    private readonly ProjectFolder _project = new("""
        {
          // Comments and trailing commas are fine.
          "profiles": {
            "IIS": { "commandName": "IISExpress" },
            "http": { "commandName": "Project", "launchUrl": "docs", "applicationUrl": "http://localhost:15301", "environmentVariables": { "FROM": "http", "MINE": "profile" } },
            "https": { "commandName": "Project", "applicationUrl": "https://localhost:15302;http://localhost:15303;http://*:15304" },
            "nourl": { "commandName": "Project", "environmentVariables": { "FROM": "nourl" } },
          },
        }
        """);

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task TheFirstProfileThatStartsAProjectIsUsed()
    {
        var api = Apps.Run().AddProject("api", _project.ProjectPath).WithEnvironment("MINE", "model");

        var variables = await Variables.RawAsync(api);
        Assert.Equal(("http", "http", "model"), (variables["DOTNET_LAUNCH_PROFILE"], variables["FROM"], variables["MINE"]));
        Assert.Equal(["http 15301"], Endpoints(api));
    }

    [Fact]
    public async Task TheProfileOfTheAppHostIsPreferredIfTheProjectHasIt()
    {
        var builder = Apps.Run();
        builder.Configuration["AppHost:DefaultLaunchProfileName"] = "nourl";
        Assert.Equal("nourl", (await Variables.RawAsync(builder.AddProject("same", _project.ProjectPath)))["DOTNET_LAUNCH_PROFILE"]);

        builder.Configuration["AppHost:DefaultLaunchProfileName"] = "unknown";
        Assert.Equal("http", (await Variables.RawAsync(builder.AddProject("other", _project.ProjectPath)))["DOTNET_LAUNCH_PROFILE"]);
    }

    [Fact]
    public async Task EveryApplicationUrlBecomesAnEndpoint()
    {
        var api = Apps.Run().AddProject("api", _project.ProjectPath, "https");

        Assert.Equal(["https 15302", "http 15303", "http2 15304"], Endpoints(api));
        var variables = await Variables.RawAsync(api);
        Assert.Equal("{api.bindings.https.port}", ((IManifestExpressionProvider)variables["ASPNETCORE_HTTPS_PORT"]).ValueExpression);
        Assert.Equal(
            "{api.bindings.https.scheme}://localhost:{api.bindings.https.targetPort};{api.bindings.http.scheme}://localhost:{api.bindings.http.targetPort};{api.bindings.http2.scheme}://*:{api.bindings.http2.targetPort}",
            ((IManifestExpressionProvider)variables["ASPNETCORE_URLS"]).ValueExpression);
    }

    [Fact]
    public async Task WithoutAProfileNothingOfItIsUsed()
    {
        var api = Apps.Run().AddProject("api", _project.ProjectPath, launchProfileName: null);

        Assert.Empty(Endpoints(api));
        Assert.DoesNotContain("DOTNET_LAUNCH_PROFILE", (await Variables.RawAsync(api)).Keys);
    }

    [Fact]
    public async Task PublishingTakesTheUrlsAsEndpointsWithoutPorts()
    {
        var api = Apps.Publish().AddProject("api", _project.ProjectPath);

        Assert.Equal(["http ", "https "], Endpoints(api));
        Assert.Equal(
            """
            ASPNETCORE_FORWARDEDHEADERS_ENABLED=true
            HTTP_PORTS={api.bindings.http.targetPort}
            """,
            await Variables.PublishedAsync(api));
    }

    [Fact]
    public async Task PublishingPassesThePortsOfEndpointsInTheModel()
    {
        var api = Apps.Publish().AddProject("api", _project.ProjectPath, launchProfileName: null)
            .WithHttpEndpoint().WithHttpEndpoint(name: "admin").WithHttpsEndpoint().WithHttpEndpoint(name: "own", env: "OWN_PORT")
            .DisableForwardedHeaders();

        Assert.Equal(
            """
            HTTP_PORTS={api.bindings.http.targetPort};{api.bindings.admin.targetPort}
            HTTPS_PORTS={api.bindings.https.targetPort}
            OWN_PORT={api.bindings.own.targetPort}
            """,
            await Variables.PublishedAsync(api));
    }

    [Fact]
    public void AnUnknownProfileIsAnError()
    {
        var error = Assert.Throws<DistributedApplicationException>(() => Apps.Run().AddProject("api", _project.ProjectPath, "nope"));
        Assert.Equal("Launch settings file does not contain 'nope' profile.", error.Message);
    }

    [Fact]
    public void AMissingProjectIsAnError()
    {
        var error = Assert.Throws<DistributedApplicationException>(() => Apps.Run().AddProject("api", "/no/such.csproj"));
        Assert.Equal("Project file '/no/such.csproj' was not found.", error.Message);
    }

    [Fact]
    public void BrokenLaunchSettingsAreAnError()
    {
        using var broken = new ProjectFolder("{ \"profiles\": ");
        var error = Assert.Throws<DistributedApplicationException>(() => Apps.Run().AddProject("api", broken.ProjectPath));
        Assert.StartsWith("Failed to get effective launch profile for project resource 'api'. There is malformed JSON", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KestrelEndpointsTakeThePlaceOfTheProfilesUrls()
    {
        using var project = new ProjectFolder(
            """{ "profiles": { "http": { "commandName": "Project", "applicationUrl": "http://localhost:1" } } }""",
            """{ "Kestrel": { "Endpoints": { "Web": { "Url": "http://*:5000" }, "Grpc": { "Url": "https://localhost:5001", "Protocols": "Http2" } } } }""");
        var api = Apps.Run().AddProject("api", project.ProjectPath);

        Assert.Equal(["http 5000", "https 5001"], Endpoints(api).Order(StringComparer.Ordinal));
        Assert.Equal("http2", api.Resource.Annotations.OfType<EndpointAnnotation>().Single(e => e.Name is "https").Transport);
        var variables = await Variables.RawAsync(api);
        Assert.DoesNotContain("ASPNETCORE_URLS", variables.Keys);
        Assert.Equal("http://*:{api.bindings.http.targetPort}", ((IManifestExpressionProvider)variables["Kestrel__Endpoints__http__Url"]).ValueExpression);
    }

    [Fact]
    public void AProjectHasAHiddenRebuilder()
    {
        var builder = Apps.Run();
        builder.AddProject("api", _project.ProjectPath);

        Assert.Equal(["api", "api-rebuilder"], builder.Resources.Select(r => r.Name));
        Assert.DoesNotContain(Apps.Publish().AddProject("api", _project.ProjectPath).ApplicationBuilder.Resources, r => r is ProjectRebuilderResource);
    }

    private static IEnumerable<string> Endpoints(IResourceBuilder<ProjectResource> project)
        => project.Resource.Annotations.OfType<EndpointAnnotation>().Select(e => $"{e.Name} {e.Port}");
}
