using Amazon;

namespace Aspire.Hosting.AWS;

/// <summary>Which account and region the AWS SDK works with.</summary>
public interface IAWSSDKConfig
{
    /// <summary>The profile of the credentials; the SDK's own choice when null.</summary>
    string? Profile { get; set; }

    /// <summary>The region; the SDK's own choice when null.</summary>
    RegionEndpoint? Region { get; set; }

    /// <summary>Whether the profile is checked.</summary>
    bool SDKValidationEnabled { get; set; }
}

internal sealed class AWSSDKConfig : IAWSSDKConfig
{
    public string? Profile { get; set; }

    public RegionEndpoint? Region { get; set; }

    public bool SDKValidationEnabled { get; set; } = true;
}
