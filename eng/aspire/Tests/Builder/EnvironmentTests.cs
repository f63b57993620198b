using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Builder;

public sealed class EnvironmentTests
{
    private readonly IDistributedApplicationBuilder _builder = Apps.Publish();

    [Fact]
    public async Task EveryKindOfValueIsPublishedAsItsExpression()
    {
        var parameter = _builder.AddParameter("par", "value");
        var api = _builder.AddTool("api").WithHttpEndpoint();
        var user = _builder.AddTool("user")
            .WithEnvironment("NULL", (string?)null)
            .WithEnvironment("FUNC", () => "computed")
            .WithEnvironment("PARAMETER", parameter)
            .WithEnvironment("ENDPOINT", api.GetEndpoint("http"))
            .WithEnvironment("PORT", api.GetEndpoint("http").Property(EndpointProperty.Port))
            .WithEnvironment("EXPRESSION", ReferenceExpression.Create($"<{parameter}>"))
            .WithEnvironment("INTERPOLATED", $"{parameter}/{api.GetEndpoint("http")}")
            .WithEnvironment("SERVICE", _builder.AddExternalService("ext", "https://example.org/"))
            .WithEnvironment("CONNECTION", _builder.AddConnectionString("cs"));

        Assert.Equal(
            """
            NULL=
            FUNC=computed
            PARAMETER={par.value}
            ENDPOINT={api.bindings.http.url}
            PORT={api.bindings.http.port}
            EXPRESSION=<{par.value}>
            INTERPOLATED={par.value}/{api.bindings.http.url}
            SERVICE=https://example.org/
            CONNECTION={cs.connectionString}
            """,
            await Variables.PublishedAsync(user));
        Assert.Equal(
            ["Reference par", "Reference api", "Reference api", "Reference par", "Reference par", "Reference api", "Reference ext", "Reference cs"],
            user.Resource.Relationships());
    }

    [Fact]
    public async Task LaterCallbacksSeeAndReplaceEarlierValues()
    {
        var user = _builder.AddTool("user")
            .WithEnvironment("NAME", "first")
            .WithEnvironment(context => context.EnvironmentVariables["SEEN"] = context.EnvironmentVariables["NAME"])
            .WithEnvironment("NAME", "last");

        Assert.Equal("NAME=last\nSEEN=first", await Variables.PublishedAsync(user));
    }

    [Theory]
    [InlineData("my-api", "my_api")]
    [InlineData("1st.db", "_1st_db")]
    [InlineData("plain_1", "plain_1")]
    [InlineData("", "")]
    public void NamesBecomeVariableNames(string name, string expected) => Assert.Equal(expected, EnvironmentVariableNameEncoder.Encode(name));

    [Fact]
    public void ANameIsRequired()
        => Assert.Throws<ArgumentNullException>("name", () => _builder.AddTool("user").WithEnvironment(null!, "value"));
}
