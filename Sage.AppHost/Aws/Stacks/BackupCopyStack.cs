using Constructs;
using Sage.AppHost.Aws.Backups;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>The vault in a second region that has a copy of every backup.</summary>
internal sealed class BackupCopyStack : AwsStack
{
    public BackupCopyStack(Construct scope, AwsPlan plan)
        : base(scope, plan, "backup-copy", "Copies of backups in a second region", plan.Settings.BackupRegion.SystemName)
        => _ = new CopyVault(this, plan);
}
