using Amazon.CDK;
using Amazon.CDK.AWS.Backup;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Secrets;
using Sage.AppHost.Aws.Storage;

namespace Sage.AppHost.Aws.Backups;

/// <summary>
/// The vault in the second region. A key is of one region: a copy is encrypted anew with this vault's
/// (https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html).
/// </summary>
internal sealed class CopyVault : Construct
{
    public CopyVault(Construct scope, AwsPlan plan)
        : base(scope, "Copies")
        => _ = new BackupVault(this, "Vault", new BackupVaultProps
        {
            BackupVaultName = NameOf(plan),
            EncryptionKey = CustomerKey.Create(this, "Key", plan, "backups-copy-key", $"Copies of the backups of {plan.Names.Prefix}"),
            BlockRecoveryPointDeletion = true,
            RemovalPolicy = Kept.Policy,
        });

    /// <summary>By its name: values do not go from one region's stack to another's.</summary>
    public static IBackupVault Import(Construct scope, AwsPlan plan) => BackupVault.FromBackupVaultArn(scope, "CopyVault", Stack.Of(scope).FormatArn(new ArnComponents
    {
        Service = "backup",
        Region = plan.Settings.BackupRegion.SystemName,
        Resource = "backup-vault",
        ResourceName = NameOf(plan),
        ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
    }));

    private static string NameOf(AwsPlan plan) => plan.Names.Of(NameKind.Other, "backups-copy");
}
