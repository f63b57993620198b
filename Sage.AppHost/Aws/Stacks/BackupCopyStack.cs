using Constructs;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>The vault in a second region that has a copy of every backup.</summary>
internal sealed class BackupCopyStack(Construct scope, AwsPlan plan)
    : AwsStack(scope, plan, "backup-copy", "Copies of backups in a second region", plan.Settings.BackupRegion.SystemName);
