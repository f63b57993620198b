using System.Text.Json.Nodes;

namespace Sage.Tests.Aws.Data;

/// <summary>The databases, by environment, phase and switch.</summary>
public sealed class DatabaseTests(SageTemplates sage)
{
    private const string Instance = "AWS::RDS::DBInstance";

    [Fact]
    public async Task The_database_is_what_the_specification_says()
    {
        var database = (await sage.GetAsync()).One(Instance);

        Assert.Equal(
            ("sage-postgres", "postgres", "18", "db.t3.micro", "sage", "sage_admin"),
            (Text(database, "DBInstanceIdentifier"), Text(database, "Engine"), Text(database, "EngineVersion"), Text(database, "DBInstanceClass"), Text(database, "DBName"), Text(database, "MasterUsername")));
        Assert.Equal(("20", "100", "gp3"), (Text(database, "AllocatedStorage"), Text(database, "MaxAllocatedStorage"), Text(database, "StorageType")));
        Assert.Equal(("7", "03:00-04:00", "mon:04:00-mon:05:00"), (Text(database, "BackupRetentionPeriod"), Text(database, "PreferredBackupWindow"), Text(database, "PreferredMaintenanceWindow")));
        Assert.Equal(["postgresql", "upgrade"], Texts(database["EnableCloudwatchLogsExports"]));
        Assert.Equal("rds-ca-rsa2048-g1", Text(database, "CACertificateIdentifier"));
    }

    [Fact]
    public async Task The_password_is_a_reference_and_never_one_that_RDS_manages_as_replicas_forbid_it()
    {
        var database = (await sage.GetAsync(phase: "growth")).One(Instance, "DBInstanceIdentifier", "sage-postgres");

        Assert.Contains("{{resolve:secretsmanager:", database["MasterUserPassword"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.False(database.ContainsKey("ManageMasterUserPassword"));
    }

    [Theory]
    [InlineData("Production", "mvp")]
    [InlineData("Production", "scale")]
    [InlineData("Staging", "mvp")]
    public async Task It_is_encrypted_protected_and_leaves_a_snapshot_when_it_goes(string environment, string phase)
    {
        var published = await sage.GetAsync(environment, phase);
        var (_, _, resource) = Assert.Single(published.Resources(Instance), found => !found.Resource["Properties"]!.AsObject().ContainsKey("SourceDBInstanceIdentifier"));
        var database = resource["Properties"]!.AsObject();

        Assert.Equal(("Snapshot", "Snapshot"), (Text(resource, "DeletionPolicy"), Text(resource, "UpdateReplacePolicy")));
        Assert.All(["StorageEncrypted", "DeletionProtection", "CopyTagsToSnapshot", "AutoMinorVersionUpgrade", "EnableIAMDatabaseAuthentication"], property => Assert.Equal("true", Text(database, property)));
        Assert.All(["PubliclyAccessible", "DeleteAutomatedBackups"], property => Assert.Equal("false", Text(database, property)));
        Assert.NotNull(database["KmsKeyId"]!["Fn::GetAtt"]);
    }

    [Theory]
    [InlineData("Production", "mvp", "db.t3.micro", false, 0, "150")]
    [InlineData("Production", "growth", "db.t3.small", true, 1, "200")]
    [InlineData("Production", "scale", "db.r6g.large", true, 2, "1000")]
    [InlineData("Staging", "mvp", "db.t3.micro", false, 0, "150")]
    [InlineData("Staging", "growth", "db.t3.small", true, 1, "200")]
    [InlineData("Staging", "scale", "db.r6g.large", true, 1, "1000")]
    public async Task Phase_and_environment_say_how_large_it_is(string environment, string phase, string instanceClass, bool multiAz, int replicas, string connections)
    {
        var published = await sage.GetAsync(environment, phase);
        var name = environment == "Production" ? "sage-postgres" : "sage-staging-postgres";
        var database = published.One(Instance, "DBInstanceIdentifier", name);

        Assert.Equal((instanceClass, multiAz ? "true" : "false"), (Text(database, "DBInstanceClass"), Text(database, "MultiAZ")));
        Assert.Equal(
            Enumerable.Range(1, replicas).Select(number => $"{name}-replica-{number}"),
            published.Resources(Instance).Select(found => found.Resource["Properties"]!.AsObject()).Where(found => found.ContainsKey("SourceDBInstanceIdentifier")).Select(found => Text(found, "DBInstanceIdentifier")));
        Assert.All(published.Resources(Instance), found => Assert.Equal(instanceClass, found.Resource["Properties"]!["DBInstanceClass"]!.GetValue<string>()));
        Assert.Equal(connections, Text(published.One("AWS::RDS::DBParameterGroup")["Parameters"]!.AsObject(), "max_connections"));
    }

    [Fact]
    public async Task Switches_change_class_zones_and_replicas()
    {
        var published = await sage.GetAsync(settings: ["--Aws:Graviton=true", "--Aws:MultiAz=true", "--Aws:ReadReplicas=2", "--Aws:CacheNodes=1"]);
        var database = published.One(Instance, "DBInstanceIdentifier", "sage-postgres");

        Assert.Equal(("db.t4g.micro", "true"), (Text(database, "DBInstanceClass"), Text(database, "MultiAZ")));
        Assert.Equal(3, published.Resources(Instance).Count());
    }

    [Fact]
    public async Task Parameters_are_those_of_PostgreSQL_18_with_TLS_only_and_logs_that_explain_an_incident()
    {
        var group = (await sage.GetAsync()).One("AWS::RDS::DBParameterGroup");
        var parameters = group["Parameters"]!.AsObject();

        Assert.Equal("postgres18", Text(group, "Family"));
        Assert.Equal(
            ("1", "authorization", "1", "1", "500", "60000"),
            (Text(parameters, "rds.force_ssl"), Text(parameters, "log_connections"), Text(parameters, "log_disconnections"), Text(parameters, "log_lock_waits"), Text(parameters, "log_min_duration_statement"), Text(parameters, "idle_in_transaction_session_timeout")));
    }

    [Fact]
    public async Task It_is_watched_without_the_price_of_advanced_insights()
    {
        var published = await sage.GetAsync();
        var database = published.One(Instance);

        Assert.Equal(("60", "true", "7", "standard"), (Text(database, "MonitoringInterval"), Text(database, "EnablePerformanceInsights"), Text(database, "PerformanceInsightsRetentionPeriod"), Text(database, "DatabaseInsightsMode")));
        Assert.Equal("db-instance", Text(published.One("AWS::RDS::EventSubscription"), "SourceType"));
        Assert.All(["postgresql", "upgrade"], log => Assert.Equal("30", Text(published.One("AWS::Logs::LogGroup", "LogGroupName", $"/aws/rds/instance/sage-postgres/{log}"), "RetentionInDays")));
    }

    [Fact]
    public async Task A_log_group_is_there_before_RDS_would_make_one_that_keeps_everything()
    {
        var published = await sage.GetAsync();
        var (_, _, resource) = Assert.Single(published.Resources(Instance));
        var groups = published.Resources("AWS::Logs::LogGroup", "sage-data").Where(found => Text(found.Resource["Properties"]!.AsObject(), "LogGroupName").StartsWith("/aws/rds/", StringComparison.Ordinal)).Select(found => found.Id).ToArray();

        Assert.Equal(2, groups.Length);
        Assert.Empty(groups.Except(Texts(resource["DependsOn"])));
    }

    [Fact]
    public async Task A_replica_leaves_encryption_user_and_backups_to_its_source()
    {
        var replica = (await sage.GetAsync(phase: "growth")).One(Instance, "DBInstanceIdentifier", "sage-postgres-replica-1");

        Assert.All(["StorageEncrypted", "KmsKeyId", "MasterUsername", "MasterUserPassword", "BackupRetentionPeriod", "AllocatedStorage", "EngineVersion"], property => Assert.False(replica.ContainsKey(property)));
        Assert.Equal("100", Text(replica, "MaxAllocatedStorage"));
    }

    [Fact]
    public async Task Its_address_is_an_output_of_the_stack()
    {
        var outputs = (await sage.GetAsync()).Templates["sage-data"]["Outputs"]!.AsObject();

        Assert.Contains("Endpoint.Address", outputs["PostgresEndpoint"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("PrimaryEndPoint.Address", outputs["ValkeyEndpoint"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(".dkr.ecr.", outputs["BackendRepository"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private static string Text(JsonObject properties, string name) => properties[name]!.ToString();

    private static IEnumerable<string> Texts(JsonNode? array) => array!.AsArray().Select(item => item!.ToString());
}
