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
}
