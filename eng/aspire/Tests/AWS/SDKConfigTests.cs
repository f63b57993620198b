using Amazon;

namespace Aspire.Hosting.Tests.AWS;

public sealed class SDKConfigTests
{
    [Fact]
    public void Account_and_region_are_the_sdk_s_choice_until_they_are_given()
    {
        var builder = DistributedApplication.CreateBuilder();

        var config = builder.AddAWSSDKConfig();
        Assert.Equal((null, null, true), (config.Profile, config.Region, config.SDKValidationEnabled));

        config.WithProfile("team").WithRegion(RegionEndpoint.EUCentral1).WithSdkValidation(false);
        Assert.Equal(("team", "eu-central-1", false), (config.Profile, config.Region?.SystemName, config.SDKValidationEnabled));
        Assert.Equal(RegionEndpoint.USEast1, config.WithRegion("us-east-1").Region);
    }

    [Fact]
    public async Task A_resource_that_refers_to_them_gets_both_under_the_names_that_the_sdk_reads()
    {
        var builder = DistributedApplication.CreateBuilder();
        var config = builder.AddAWSSDKConfig().WithProfile("team").WithRegion("eu-central-1");
        var worker = builder.AddExecutable("worker", "true", ".").WithReference(config);

        var environment = await Resolved.EnvironmentAsync(builder, worker.Resource);

        Assert.Equal(["AWS_PROFILE=team", "AWS_REGION=eu-central-1", "AWS__Profile=team", "AWS__Region=eu-central-1"],
            environment.Where(variable => variable.Key.StartsWith("AWS", StringComparison.Ordinal)).Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal));
    }
}
