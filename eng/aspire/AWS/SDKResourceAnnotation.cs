using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.AWS;

/// <summary>The account and region that a resource works with.</summary>
internal sealed class SDKResourceAnnotation(IAWSSDKConfig awsSdkConfig) : IResourceAnnotation
{
    public IAWSSDKConfig SdkConfig { get; set; } = awsSdkConfig;
}
