using Aspire.Hosting.ApplicationModel;

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

    private static async Task<string?> ValueAsync(IResourceBuilder<ParameterResource> parameter)
        => await parameter.Resource.GetValueAsync(TestContext.Current.CancellationToken);
}
