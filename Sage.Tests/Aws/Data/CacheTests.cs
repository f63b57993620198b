using System.Text.Json.Nodes;
using Sage.AppHost.Aws.Caches;

namespace Sage.Tests.Aws.Data;

/// <summary>The cache, by environment, phase and switch.</summary>
public sealed class CacheTests(SageTemplates sage)
{
    private const string Group = "AWS::ElastiCache::ReplicationGroup";

    [Fact]
    public async Task The_cache_is_what_the_specification_says()
    {
        var published = await sage.GetAsync();
        var cache = published.One(Group);

        Assert.Equal(("sage-valkey", "valkey", "8.0", "6379"), (Text(cache, "ReplicationGroupId"), Text(cache, "Engine"), Text(cache, "EngineVersion"), Text(cache, "Port")));
        Assert.Equal(("sun:05:00-sun:06:00", "03:00-04:00", "5"), (Text(cache, "PreferredMaintenanceWindow"), Text(cache, "SnapshotWindow"), Text(cache, "SnapshotRetentionLimit")));
        Assert.Equal(("true", "true"), (Text(cache, "TransitEncryptionEnabled"), Text(cache, "AtRestEncryptionEnabled")));
        Assert.Equal("valkey8", Text(published.One("AWS::ElastiCache::ParameterGroup"), "CacheParameterGroupFamily"));
    }

    [Theory]
    [InlineData("Production", "mvp", "cache.t3.micro")]
    [InlineData("Production", "growth", "cache.t3.small")]
    [InlineData("Production", "scale", "cache.r6g.large")]
    [InlineData("Staging", "mvp", "cache.t3.micro")]
    [InlineData("Staging", "scale", "cache.r6g.large")]
    public async Task Two_nodes_of_the_phase_fail_over_to_each_other_in_every_environment(string environment, string phase, string type)
    {
        var cache = (await sage.GetAsync(environment, phase)).One(Group);

        Assert.Equal((type, "2", "true", "true"), (Text(cache, "CacheNodeType"), Text(cache, "NumCacheClusters"), Text(cache, "AutomaticFailoverEnabled"), Text(cache, "MultiAZEnabled")));
    }

    [Fact]
    public async Task One_node_does_not_ask_for_what_needs_two()
    {
        var cache = (await sage.GetAsync(settings: ["--Aws:Graviton=true", "--Aws:MultiAz=true", "--Aws:ReadReplicas=2", "--Aws:CacheNodes=1"])).One(Group);

        Assert.Equal(("cache.t4g.micro", "1", "false", "false"), (Text(cache, "CacheNodeType"), Text(cache, "NumCacheClusters"), Text(cache, "AutomaticFailoverEnabled"), Text(cache, "MultiAZEnabled")));
    }

    [Fact]
    public async Task Its_only_user_is_default_with_a_password_and_rules()
    {
        var published = await sage.GetAsync("Staging");
        var user = published.One("AWS::ElastiCache::User");
        var group = published.One("AWS::ElastiCache::UserGroup");

        Assert.Equal(("default", "sage-staging-valkey", "valkey", ValkeyUser.AccessString), (Text(user, "UserName"), Text(user, "UserId"), Text(user, "Engine"), Text(user, "AccessString")));
        Assert.Contains("{{resolve:secretsmanager:", Assert.Single(user["Passwords"]!.AsArray())!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(("sage-staging-valkey-users", "valkey"), (Text(group, "UserGroupId"), Text(group, "Engine")));
        Assert.Single(published.One(Group)["UserGroupIds"]!.AsArray());
    }

    [Fact]
    public async Task Slow_commands_and_its_own_log_go_to_CloudWatch_for_a_month()
    {
        var published = await sage.GetAsync();

        Assert.Equal(["slow-log", "engine-log"], published.One(Group)["LogDeliveryConfigurations"]!.AsArray().Select(log => log!["LogType"]!.GetValue<string>()));
        Assert.All(["slow-log", "engine-log"], log => Assert.Equal("30", Text(published.One("AWS::Logs::LogGroup", "LogGroupName", $"/aws/elasticache/sage-valkey/{log}"), "RetentionInDays")));
    }

    private static string Text(JsonObject properties, string name) => properties[name]!.ToString();
}
