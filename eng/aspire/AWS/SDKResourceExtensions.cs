using Amazon;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.AWS;

namespace Aspire.Hosting;

/// <summary>Chooses account and region for the AWS SDK.</summary>
public static class SDKResourceExtensions
{
    /// <summary>A choice of account and region, at first the SDK's own.</summary>
    public static IAWSSDKConfig AddAWSSDKConfig(this IDistributedApplicationBuilder builder) => new AWSSDKConfig();

    /// <summary>Takes the credentials of a profile.</summary>
    public static IAWSSDKConfig WithProfile(this IAWSSDKConfig config, string profile)
    {
        config.Profile = profile;
        return config;
    }

    /// <summary>Works in a region.</summary>
    public static IAWSSDKConfig WithRegion(this IAWSSDKConfig config, RegionEndpoint region)
    {
        config.Region = region;
        return config;
    }

    /// <summary>Works in the region of this name, such as <c>eu-central-1</c>.</summary>
    public static IAWSSDKConfig WithRegion(this IAWSSDKConfig config, string systemName) => config.WithRegion(RegionEndpoint.GetBySystemName(systemName));

    /// <summary>Says whether the profile is checked.</summary>
    public static IAWSSDKConfig WithSdkValidation(this IAWSSDKConfig config, bool sdkValidationEnabled)
    {
        config.SDKValidationEnabled = sdkValidationEnabled;
        return config;
    }

    /// <summary>Gives a resource the profile and the region, as the SDK and its configuration read them.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IAWSSDKConfig awsSdkConfig)
        where TDestination : IResourceWithEnvironment
        => builder.WithAnnotation(new SDKResourceAnnotation(awsSdkConfig)).WithEnvironment(context =>
        {
            if (context.ExecutionContext.IsPublishMode)
            {
                return;
            }

            Set(context, "Profile", awsSdkConfig.Profile);
            Set(context, "Region", awsSdkConfig.Region?.SystemName);
        });

    // The first name is for AWSSDK.Extensions.NETCore.Setup, the second for clients that are made without it.
    private static void Set(EnvironmentCallbackContext context, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            context.EnvironmentVariables[$"AWS__{name}"] = value;
            context.EnvironmentVariables[$"AWS_{name.ToUpperInvariant()}"] = value;
        }
    }
}
