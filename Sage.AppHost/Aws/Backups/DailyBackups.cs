using Amazon.CDK;
using Amazon.CDK.AWS.Backup;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.RDS;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;
using Sage.AppHost.Aws.Stacks;
using Sage.AppHost.Aws.Storage;

namespace Sage.AppHost.Aws.Backups;

/// <summary>
/// A snapshot of every database each day, and a copy of it in a second region. Points in time within the region are RDS's own backups:
/// AWS Backup's continuous ones would take their window and retention over from the instance
/// (https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html).
/// </summary>
internal sealed class DailyBackups : Construct
{
    private const int Days = 7;

    public DailyBackups(Construct scope, AwsPlan plan, IReadOnlyList<DatabaseInstance> instances, IKey key)
        : base(scope, "Backups")
    {
        var vault = new BackupVault(this, "Vault", new BackupVaultProps
        {
            BackupVaultName = VaultName(plan),
            EncryptionKey = key,
            // Old ones go by their age; nobody deletes one.
            BlockRecoveryPointDeletion = true,
            RemovalPolicy = Kept.Policy,
        });
        var backups = new BackupPlan(this, "Plan", new BackupPlanProps
        {
            BackupPlanName = plan.Names.Of(NameKind.Other, "daily"),
            BackupVault = vault,
            BackupPlanRules = [new BackupPlanRule(Rule(plan))],
        });
        var role = new Role(this, "Role", new RoleProps
        {
            RoleName = plan.Names.Of(NameKind.Role, "backup-role"),
            Description = "Makes and copies the backups",
            AssumedBy = new ServicePrincipal("backup.amazonaws.com"),
            ManagedPolicies = [ManagedPolicy.FromAwsManagedPolicyName("service-role/AWSBackupServiceRolePolicyForBackup")],
        });
        backups.AddSelection("Databases", new BackupSelectionOptions
        {
            BackupSelectionName = plan.Names.Of(NameKind.Other, "databases"),
            Resources = [.. instances.Select(instance => BackupResource.FromArn(instance.InstanceArn))],
            Role = role,
            DisableDefaultBackupPolicy = true,
        });
        Nag.Accept(role, "AwsSolutions-IAM4", "AWS Backup's own policy for making backups; it follows what the service calls. Restoring is a person's right, not this role's.");
    }

    public static string VaultName(AwsPlan plan) => plan.Names.Of(NameKind.Other, "backups");

    // Not within an hour of RDS's own backup (03:00) and maintenance (04:00 to 05:00), in which AWS Backup's jobs fail
    // (https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html).
    private BackupPlanRuleProps Rule(AwsPlan plan) => new()
    {
        RuleName = "daily",
        ScheduleExpression = Schedule.Cron(new CronOptions { Hour = "7", Minute = "0" }),
        StartWindow = Duration.Hours(1),
        CompletionWindow = Duration.Hours(4),
        DeleteAfter = Duration.Days(Days),
        RecoveryPointTags = new Dictionary<string, string>(StringComparer.Ordinal) { ["Application"] = plan.Settings.Application, ["Environment"] = plan.Settings.Stage.ToString() },
        CopyActions = [new BackupPlanCopyActionProps { DestinationBackupVault = CopyVault.Import(this, plan), DeleteAfter = Duration.Days(Days) }],
    };
}
