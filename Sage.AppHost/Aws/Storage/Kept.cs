using Amazon.CDK;

namespace Sage.AppHost.Aws.Storage;

/// <summary>What is never deleted by CloudFormation.</summary>
internal static class Kept
{
    /// <summary>
    /// Retained, except by the rollback of a stack that could not be created: its names would be taken, and the next attempt fail of them
    /// (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html).
    /// </summary>
    public const RemovalPolicy Policy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
}
