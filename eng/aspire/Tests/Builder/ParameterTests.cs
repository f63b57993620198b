using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Tests.Builder;

public sealed class ParameterTests
{
    private readonly IDistributedApplicationBuilder _builder = Apps.Publish();

    [Fact]
    public async Task TheConfigurationHoldsTheValueAlsoWithUnderscores()
    {
        _builder.Configuration["Parameters:plain"] = "a";
        _builder.Configuration["Parameters:with_dash"] = "b";
        _builder.Configuration["Some:Key"] = "c";

        Assert.Equal("a", await ValueAsync(_builder.AddParameter("plain")));
        Assert.Equal("b", await ValueAsync(_builder.AddParameter("with-dash")));
        Assert.Equal("c", await ValueAsync(_builder.AddParameterFromConfiguration("named", "Some:Key")));
    }

    [Fact]
    public async Task AMissingValueIsToldWithItsKey()
    {
        var error = await Assert.ThrowsAsync<MissingParameterValueException>(() => ValueAsync(_builder.AddParameter("none")));
        Assert.Equal("Parameter resource could not be used because configuration key 'Parameters:none' is missing and the Parameter has no default value.", error.Message);
    }

    [Fact]
    public async Task AValueInCodeWinsOverTheConfigurationAndADefaultDoesNot()
    {
        _builder.Configuration["Parameters:value"] = "configured";
        _builder.Configuration["Parameters:default"] = "configured";

        Assert.Equal("literal", await ValueAsync(_builder.AddParameter("value", "literal")));
        Assert.Equal("configured", await ValueAsync(_builder.AddParameter("default", new GenerateParameterDefault())));
    }

    [Fact]
    public void ASecretIsNeverPublishedAsDefault()
        => Assert.Throws<ArgumentException>("secret", () => _builder.AddParameter("both", "x", publishValueAsDefault: true, secret: true));

    [Fact]
    public void AGeneratedValueIsKeptInTheUserSecretsOfTheAppHost()
    {
        var secrets = new Secrets();
        var value = new UserSecretsParameterDefault("pwd", new GenerateParameterDefault(), secrets).GetDefaultValue();

        Assert.Equal(("Parameters:pwd", value), secrets.Kept);
        Assert.IsType<UserSecretsParameterDefault>(ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(Apps.Run(), "pwd").Default);
        Assert.IsType<GenerateParameterDefault>(ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(_builder, "pwd").Default);
    }

    private static async Task<string?> ValueAsync(IResourceBuilder<ParameterResource> parameter)
        => await parameter.Resource.GetValueAsync(TestContext.Current.CancellationToken);

    private sealed class Secrets : IUserSecretsManager
    {
        public (string Name, string Value) Kept { get; private set; }

        public bool IsAvailable => true;

        public string FilePath => "secrets.json";

        public bool TrySetSecret(string name, string value)
        {
            Kept = (name, value);
            return true;
        }

        public void GetOrSetSecret(IConfigurationManager configuration, string name, Func<string> valueGenerator) => throw new NotSupportedException();

        public Task SaveStateAsync(JsonObject state, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
