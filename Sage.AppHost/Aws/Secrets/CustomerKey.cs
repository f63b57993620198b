using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Storage;

namespace Sage.AppHost.Aws.Secrets;

/// <summary>
/// A key of the account's own, with new material every year. Whoever has permission by IAM may use it; what was encrypted with it is lost
/// with it, so it stays when its stack goes.
/// </summary>
internal static class CustomerKey
{
    public static Key Create(Construct scope, string id, AwsPlan plan, string owner, string description) => new(scope, id, new KeyProps
    {
        Alias = $"alias/{plan.Names.Of(NameKind.Other, owner)}",
        Description = description,
        EnableKeyRotation = true,
        RemovalPolicy = Kept.Policy,
    });
}
