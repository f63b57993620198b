using System.Text.Json.Nodes;

namespace Sage.Tests.Aws.Data;

/// <summary>Backups of the database, and their copies in a second region.</summary>
public sealed class BackupTests(SageTemplates sage)
{
    [Theory]
    [InlineData("Production", "sage")]
    [InlineData("Staging", "sage-staging")]
    public async Task Each_day_a_snapshot_of_the_database_is_made_and_copied_to_the_vault_of_the_other_region(string environment, string prefix)
    {
        var published = await sage.GetAsync(environment);
        var rule = Assert.Single(published.One("AWS::Backup::BackupPlan")["BackupPlan"]!["BackupPlanRule"]!.AsArray())!;
        var copy = Assert.Single(rule["CopyActions"]!.AsArray())!;

        Assert.Equal(("cron(0 7 * * ? *)", "7", "7"), (Text(rule["ScheduleExpression"]), Text(rule["Lifecycle"]!["DeleteAfterDays"]), Text(copy["Lifecycle"]!["DeleteAfterDays"])));
        Assert.Equal(
            $"arn:<AWS::Partition>:backup:us-east-2:<AWS::AccountId>:backup-vault:{prefix}-backups-copy",
            string.Concat(copy["DestinationBackupVaultArn"]!["Fn::Join"]![1]!.AsArray().Select(part => part is JsonObject reference ? $"<{reference["Ref"]}>" : Text(part))));
        Assert.Equal($"{prefix}-backups-copy", Text(published.One("AWS::Backup::BackupVault", stack: $"{prefix}-backup-copy")["BackupVaultName"]));
        Assert.Equal($"{prefix}-backups", Text(published.One("AWS::Backup::BackupVault", stack: $"{prefix}-data")["BackupVaultName"]));
    }

    [Fact]
    public async Task What_is_backed_up_is_the_instance_itself_without_its_replicas()
    {
        var published = await sage.GetAsync(phase: "scale");
        var selected = Assert.Single(published.One("AWS::Backup::BackupSelection")["BackupSelection"]!["Resources"]!.AsArray())!;
        var (_, id, _) = Assert.Single(published.Resources("AWS::RDS::DBInstance"), found => !found.Resource["Properties"]!.AsObject().ContainsKey("SourceDBInstanceIdentifier"));

        Assert.Contains(id, selected.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Replica", selected.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sage-data")]
    [InlineData("sage-backup-copy")]
    public async Task A_vault_has_a_key_of_its_region_stays_and_gives_no_backup_up_before_its_time(string stack)
    {
        var (_, _, vault) = Assert.Single((await sage.GetAsync()).Resources("AWS::Backup::BackupVault", stack));
        var guard = Assert.Single(vault["Properties"]!["AccessPolicy"]!["Statement"]!.AsArray())!;

        Assert.NotNull(vault["Properties"]!["EncryptionKeyArn"]!["Fn::GetAtt"]);
        Assert.Equal("RetainExceptOnCreate", Text(vault["DeletionPolicy"]));
        Assert.Equal("Deny", Text(guard["Effect"]));
        Assert.Contains("backup:DeleteRecoveryPoint", guard["Action"]!.AsArray().Select(Text));
    }

    [Fact]
    public async Task The_other_region_is_a_setting()
    {
        var published = await sage.GetAsync(settings: "--Aws:BackupRegion=us-east-1");

        Assert.Contains(":backup:us-east-1:", published.One("AWS::Backup::BackupPlan").ToJsonString(), StringComparison.Ordinal);
    }

    private static string Text(JsonNode? node) => node?.ToString() ?? "";
}
