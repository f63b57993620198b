using Constructs;

namespace Sage.AppHost.Aws.Alerts.Watching;

/// <summary>What services of the account say by themselves: backups, secrets, certificates.</summary>
internal static class AccountAlarms
{
    private static readonly string[] FailedJob = ["FAILED", "ABORTED", "EXPIRED"];

    public static void Add(AlarmFactory alarms, Construct scope)
    {
        alarms.Add(scope, new EventAlert("backup-failed")
        {
            Description = "A backup or its copy to the second region did not succeed.",
            Channel = AlertChannel.Errors,
            Runbook = "backup-failed",
            When = "A job of AWS Backup ends as failed, aborted or expired",
            Pattern = Pattern("aws.backup", ["Backup Job State Change", "Copy Job State Change"], new() { ["state"] = FailedJob }),
        });
        alarms.Add(scope, new EventAlert("secret-rotation-failed")
        {
            Description = "A password was to be changed and was not.",
            Channel = AlertChannel.Errors,
            Runbook = "rotate-secrets",
            When = "Secrets Manager says RotationFailed",
            Pattern = Pattern("aws.secretsmanager", ["AWS Service Event via CloudTrail"], new() { ["eventName"] = (string[])["RotationFailed"] }),
        });
        // AWS renews a certificate 60 days before its end, when its DNS record is still there.
        alarms.Add(scope, new EventAlert("certificate-expiring")
        {
            Description = "A certificate was not renewed and will expire.",
            Channel = AlertChannel.Errors,
            Runbook = "certificate-expiring",
            When = "Certificate Manager says that 45 days or fewer are left",
            Pattern = Pattern("aws.acm", ["ACM Certificate Approaching Expiration"], []),
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
