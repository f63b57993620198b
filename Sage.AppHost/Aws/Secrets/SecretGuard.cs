using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using Sage.AppHost.Aws.Storage;

namespace Sage.AppHost.Aws.Secrets;

/// <summary>
/// CloudFormation deletes secrets at once and for good (https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1999),
/// so it must not delete these; and whoever deletes one by hand has at least the 7 days that AWS asks for to take it back.
/// </summary>
internal static class SecretGuard
{
    /// <summary>Keeps a secret; its policy stands beside it in <paramref name="scope"/>.</summary>
    public static void Keep(Construct scope, CfnSecret secret, string id)
    {
        secret.ApplyRemovalPolicy(Kept.Policy);
        new CfnResourcePolicy(scope, $"{id}Policy", new CfnResourcePolicyProps
        {
            SecretId = secret.Ref,
            BlockPublicPolicy = true,
            ResourcePolicy = new Dictionary<string, object>
            {
                ["Version"] = "2012-10-17",
                ["Statement"] = new object[]
                {
                    new Dictionary<string, object>
                    {
                        ["Sid"] = "RecoverableForSevenDays",
                        ["Effect"] = "Deny",
                        ["Principal"] = "*",
                        ["Action"] = "secretsmanager:DeleteSecret",
                        ["Resource"] = "*",
                        ["Condition"] = new Dictionary<string, object>
                        {
                            ["Bool"] = new Dictionary<string, object> { ["secretsmanager:ForceDeleteWithoutRecovery"] = "true" },
                        },
                    },
                },
            },
        }).ApplyRemovalPolicy(Kept.Policy);
    }
}
