using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Sage.AppHost.Local;
using Xunit;

namespace Sage.Tests.Local;

public sealed class LocalSettingsTests
{
    [Fact]
    public void Without_configuration_servers_are_processes_on_free_ports_with_data_in_the_repository() =>
        Assert.Equal(new LocalSettings(), Read());

    [Fact]
    public void Every_setting_is_read() => Assert.Equal(
        new LocalSettings { UseContainers = true, FixedPorts = true, DataDirectory = "/data", IsTestRun = true },
        Read(("Sage:Data", "Container"), ("Sage:FixedPorts", "True"), ("Sage:DataDirectory", "/data"), ("DcpPublisher:RandomizePorts", "true")));

    [Theory]
    [InlineData("Sage:Data", "docker", "Sage:Data is 'docker'; it must be 'process' or 'container'.")]
    [InlineData("Sage:FixedPorts", "yes", "Sage:FixedPorts is 'yes'; it must be 'true' or 'false'.")]
    [InlineData("Sage:DataDirectory", " ", "Sage:DataDirectory is ' '; it must be the path of a folder.")]
    public void A_wrong_value_is_refused_with_those_that_are_right(string key, string value, string message) =>
        Assert.Equal(message, Assert.Throws<DistributedApplicationException>(() => Read((key, value))).Message);

    private static LocalSettings Read(params (string Key, string Value)[] values) => LocalSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))).Build());
}
