using Aspire.Hosting.ApplicationModel;
using Xunit;

namespace Aspire.Hosting.Tests.Valkey;

public sealed class ValkeyTests
{
    private readonly IDistributedApplicationBuilder _builder = Resolved.Builder(false, ("Parameters:vk-pass", "p w,="));

    [Fact]
    public void Expressions_refer_to_the_endpoint_and_the_generated_password()
    {
        var cache = _builder.AddValkey("cache").Resource;

        Assert.Equal("{cache.bindings.tcp.host}:{cache.bindings.tcp.port},password={cache-password.value}", cache.ConnectionStringExpression.ValueExpression);
        Assert.Equal("valkey://:{cache-password.value}@{cache.bindings.tcp.host}:{cache.bindings.tcp.port}", cache.UriExpression.ValueExpression);
    }

    [Fact]
    public async Task A_generated_password_can_stand_in_a_connection_string()
    {
        var password = await _builder.AddValkey("cache").Resource.PasswordParameter!.GetValueAsync(TestContext.Current.CancellationToken);

        Assert.True(password!.Length >= 22);
        Assert.All(password, character => Assert.True(char.IsAsciiLetterOrDigit(character)));
    }

    [Fact]
    public async Task Values_escape_the_password_in_the_address_only()
    {
        var cache = _builder.AddValkey("cache2", port: 16379, password: _builder.AddParameter("vk-pass", secret: true)).Resource;
        Resolved.Allocate(cache, "tcp", 16379);

        Assert.Equal("localhost:16379,password=p w,=", await cache.ConnectionStringExpression.GetValueAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["Host"] = "localhost",
                ["Port"] = "16379",
                ["Password"] = "p w,=",
                ["Uri"] = "valkey://:p%20w%2C%3D@localhost:16379",
            },
            await Resolved.PropertiesAsync(cache));
    }

    [Fact]
    public async Task The_password_stays_out_of_the_containers_arguments()
    {
        var cache = _builder.AddValkey("cache", password: _builder.AddParameter("vk-pass", secret: true)).WithDataVolume("vol").WithPersistence(TimeSpan.FromSeconds(10), 5);

        Assert.Equal(["-c", "valkey-server --requirepass $VALKEY_PASSWORD --save 10 5"], await Resolved.ArgumentsAsync(_builder, cache.Resource));
        Assert.Equal("p w,=", (await Resolved.EnvironmentAsync(_builder, cache.Resource))["VALKEY_PASSWORD"]);
        Assert.Equal("/bin/sh", cache.Resource.Entrypoint);
        var mount = Assert.Single(cache.Resource.Annotations.OfType<ContainerMountAnnotation>());
        Assert.Equal(("vol", "/data"), (mount.Source, mount.Target));
    }

    [Fact]
    public async Task A_read_only_volume_turns_no_snapshots_on()
    {
        var cache = _builder.AddValkey("cache").WithDataVolume("vol", isReadOnly: true);

        Assert.Equal(["-c", "valkey-server --requirepass $VALKEY_PASSWORD"], await Resolved.ArgumentsAsync(_builder, cache.Resource));
    }
}
