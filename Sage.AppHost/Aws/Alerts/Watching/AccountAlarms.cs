using Constructs;
using Sage.AppHost.Aws.Backups;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Alerts.Watching;

/// <summary>What services of the account say by themselves: backups, secrets, certificates.</summary>
internal static class AccountAlarms
{
    /// <summary>Said in the region of the certificate.</summary>
    public static IReadOnlyDictionary<string, object> ExpiringCertificate { get; } = Pattern("aws.acm", ["ACM Certificate Approaching Expiration"], []);

    // The second one: a schedule that cannot work, said when it is set up. The third: somebody stored another value in the middle of it.
    private static readonly string[] FailedRotation = ["RotationFailed", "TestRotationFailed", "RotationAbandoned"];
    private static readonly string[] FailedJob = ["FAILED", "ABORTED", "EXPIRED"];

    public static void Add(AlarmFactory alarms, Construct scope)
    {
        var vault = DailyBackups.VaultName(alarms.Plan);
        alarms.Add(scope, new EventAlert("backup-failed")
        {
            Description = "A backup or its copy to the second region did not succeed.",
            Channel = AlertChannel.Errors,
            Runbook = "backup-failed",
            When = "A job of AWS Backup ends as failed, aborted or expired",
            Pattern = Pattern("aws.backup", ["Backup Job State Change", "Copy Job State Change"], new()
            {
                ["state"] = FailedJob,
                // Of this environment: another one may have its backups in the same account. A copy names the vault it comes from.
                ["$or"] = (object[])
                [
                    new Dictionary<string, object> { ["backupVaultName"] = (string[])[vault] },
                    new Dictionary<string, object> { ["sourceBackupVaultArn"] = (object[])[new Dictionary<string, object> { ["suffix"] = $":backup-vault:{vault}" }] },
                ],
            }),
        });
        AddRotation(alarms, scope);
        // AWS renews a certificate 60 days before its end, when its DNS record is still there.
        alarms.Add(scope, new EventAlert("certificate-expiring")
        {
            Description = "A certificate was not renewed and will expire.",
            Channel = AlertChannel.Errors,
            Runbook = "certificate-expiring",
            When = "Certificate Manager says that few days are left (45 unless the account has another number)",
            Pattern = ExpiringCertificate,
        });
    }

    private static void AddRotation(AlarmFactory alarms, Construct scope)
    {
        object[] passwords = [.. alarms.Plan.Secrets.OfType<CredentialSecret>().Select(secret => new Dictionary<string, object> { ["wildcard"] = $"*:secret:{secret.Name}-*" })];
        if (passwords.Length == 0)
        {
            return;
        }

        alarms.Add(scope, new EventAlert("secret-rotation-failed")
        {
            Description = "A password was to be changed and was not.",
            Channel = AlertChannel.Errors,
            Runbook = "rotate-secrets",
            When = "Secrets Manager says that a rotation failed, cannot work or was abandoned",
            Pattern = Pattern("aws.secretsmanager", ["AWS Service Event via CloudTrail"], new()
            {
                ["eventName"] = FailedRotation,
                // Its ARN, which ends with six characters of Secrets Manager's own; of this environment, as with backups.
                ["additionalEventData"] = new Dictionary<string, object> { ["SecretId"] = passwords },
            }),
        });
    }

    internal static Dictionary<string, object> Pattern(string source, string[] detailTypes, Dictionary<string, object> detail)
    {
        var pattern = new Dictionary<string, object> { ["source"] = (string[])[source], ["detail-type"] = detailTypes };
        if (detail.Count > 0)
        {
            pattern["detail"] = detail;
        }

        return pattern;
    }
}
