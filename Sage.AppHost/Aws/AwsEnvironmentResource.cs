using Aspire.Hosting.AWS;

namespace Sage.AppHost.Aws;

/// <summary>
/// An AWS account's region as the place where the model is published to: databases as RDS, caches as ElastiCache, projects on Fargate,
/// pages on S3 and CloudFront. Its step <c>publish-{name}</c> writes a CDK cloud assembly.
/// </summary>
internal sealed class AwsEnvironmentResource(string name, IAWSSDKConfig sdk, ParameterResource phase, string baseDirectory) : Resource(name), IComputeEnvironmentResource
{
    /// <summary>The region and profile.</summary>
    public IAWSSDKConfig Sdk { get; } = sdk;

    /// <summary>The AppHost's directory.</summary>
    public string BaseDirectory { get; } = baseDirectory;

    /// <summary>mvp, growth or scale.</summary>
    public ParameterResource Phase { get; } = phase;
}
