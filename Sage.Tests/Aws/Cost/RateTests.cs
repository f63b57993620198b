using Sage.AppHost.Aws.Cost;

namespace Sage.Tests.Aws.Cost;

public sealed class RateTests
{
    private const string Task = """ "Task": { "Type": "AWS::ECS::TaskDefinition", "Properties": { "Cpu": "1 vCPU", "Memory": "2 GB", "RuntimePlatform": { "CpuArchitecture": "ARM64" } } } """;

    [Fact]
    public void Arm_tasks_have_their_own_price_and_sizes_may_be_words()
    {
        var lines = Stacks.Lines($$""" {{Task}}, "S": { "Type": "AWS::ECS::Service", "Properties": { "TaskDefinition": { "Ref": "Task" }, "DesiredCount": 3 } } """);
        Assert.Equal([("3 x 1 vCPU, ARM64", 70.91m), ("3 x 2 GB memory, ARM64", 15.59m)], lines.Select(l => (l.What, l.Monthly!.Value)));
    }

    [Theory]
    [InlineData(""" "DesiredCount": 1, """, """ { "Fn::Join": ["", ["service/", { "Ref": "C" }, "/", { "Fn::GetAtt": ["S", "Name"] }]] } """, "4 x 1 vCPU, ARM64")]
    [InlineData("", """ "service/app-cluster/web" """, "4 x 1 vCPU, ARM64")]
    [InlineData("", """ "service/app-cluster/other-web" """, "1 x 1 vCPU, ARM64")]
    [InlineData(""" "DesiredCount": 6, """, """ "service/app-cluster/web" """, "6 x 1 vCPU, ARM64")]
    [InlineData(""" "DesiredCount": 0, """, """ "service/app-cluster/other" """, "0 x 1 vCPU, ARM64")]
    public void The_minimum_of_the_scaling_counts_where_the_service_states_less(string desired, string resourceId, string expected)
    {
        var lines = Stacks.Lines($$"""
            {{Task}}, "C": { "Type": "AWS::ECS::Cluster" },
            "S": { "Type": "AWS::ECS::Service", "Properties": { {{desired}} "ServiceName": "web", "TaskDefinition": { "Ref": "Task" } } },
            "Scale": { "Type": "AWS::ApplicationAutoScaling::ScalableTarget", "Properties": { "MinCapacity": 4, "ResourceId": {{resourceId}} } }
            """);
        Assert.Equal(expected, lines[0].What);
    }

    [Fact]
    public void A_task_definition_is_found_through_an_export_of_another_stack()
    {
        var tasks = Stacks.Stack("tasks", $$"""{ "Resources": { {{Task}} }, "Outputs": { "O": { "Value": { "Ref": "Task" }, "Export": { "Name": "tasks:Task" } } } }""");
        var service = Stacks.With(""" "S": { "Type": "AWS::ECS::Service", "Properties": { "TaskDefinition": { "Fn::ImportValue": { "Fn::Sub": "tasks:Task" } } } } """);
        var report = Stacks.Estimate(service, tasks).Report;
        Assert.Equal(2, report.Lines.Count(l => l.LogicalId == "S" && l.Monthly > 0));
        // Not one that is run now and then.
        Assert.Equal("custom metrics, traces and logs that its containers send", Assert.Single(report.ChargedByUse).What);
    }

    [Fact]
    public void Public_addresses_of_tasks_count_and_a_task_without_a_service_is_charged_by_use()
    {
        var open = Stacks.Lines($$""" {{Task}}, "S": { "Type": "AWS::ECS::Service", "Properties": { "TaskDefinition": { "Ref": "Task" }, "DesiredCount": 2, "NetworkConfiguration": { "AwsvpcConfiguration": { "AssignPublicIp": "ENABLED" } } } } """);
        Assert.Equal(7.30m, Assert.Single(open, l => l.Category == "public-ipv4").Monthly);
        Assert.Equal("AWS::ECS::TaskDefinition", Assert.Single(Stacks.Estimate(Task).Report.ChargedByUse).Type);
    }

    [Theory]
    [InlineData(""" "LaunchType": "EC2" """, "launch type EC2")]
    [InlineData(""" "CapacityProviderStrategy": [{ "CapacityProvider": "FARGATE_SPOT" }] """, "a capacity provider other than FARGATE")]
    public void Tasks_that_are_not_plain_Fargate_are_unknown(string property, string reason) =>
        Assert.Contains(reason, Stacks.Lines($$""" {{Task}}, "S": { "Type": "AWS::ECS::Service", "Properties": { "TaskDefinition": { "Ref": "Task" }, {{property}} } } """)[0].Unknown, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "Ref": "Db" }""")]
    // As the CDK writes it.
    [InlineData("""{ "Fn::Join": ["", ["arn:", { "Ref": "AWS::Partition" }, ":rds:us-west-2:", { "Ref": "AWS::AccountId" }, ":db:", { "Ref": "Db" }]] }""")]
    public void A_read_replica_takes_engine_and_storage_from_its_source(string source)
    {
        var lines = Stacks.Lines($$"""
            "Db": { "Type": "AWS::RDS::DBInstance", "Properties": { "DBInstanceClass": "db.t4g.small", "Engine": "postgres", "AllocatedStorage": "50", "StorageType": "gp3", "MultiAZ": true } },
            "Replica": { "Type": "AWS::RDS::DBInstance", "Properties": { "DBInstanceClass": "db.t4g.small", "SourceDBInstanceIdentifier": {{source}} } }
            """);
        Assert.Equal(
            [("Db", "db.t4g.small, multi-az", 47.45m), ("Db", "50 GB gp3", 11.50m), ("Replica", "read replica, db.t4g.small, single-az", 23.36m), ("Replica", "50 GB gp3", 5.75m)],
            lines.Select(l => (l.LogicalId!, l.What, l.Monthly!.Value)));
    }

    [Theory]
    [InlineData(""" "DatabaseInsightsMode": "advanced" """, "rds/database-insights")]
    [InlineData(""" "PerformanceInsightsRetentionPeriod": 465 """, "rds/performance-insights")]
    [InlineData(""" "Iops": 12000 """, "rds/iops")]
    public void What_a_database_has_switched_on_besides_is_not_passed_over(string property, string price) =>
        Assert.Contains(Stacks.Lines($$""" "Db": { "Type": "AWS::RDS::DBInstance", "Properties": { "DBInstanceClass": "db.t4g.small", "Engine": "postgres", "AllocatedStorage": "50", "StorageType": "gp3", {{property}} } } """), l => l.Price == price && l.Unknown is not null);

    [Theory]
    [InlineData(""" "NumCacheClusters": 1 """, "1 x cache.t4g.micro", "9.34")]
    [InlineData(""" "NumNodeGroups": 2, "ReplicasPerNodeGroup": 1 """, "4 x cache.t4g.micro", "37.38")]
    [InlineData(""" "NodeGroupConfiguration": [{ "ReplicaCount": 2 }, {}] """, "4 x cache.t4g.micro", "37.38")]
    public void A_cache_costs_its_nodes(string nodes, string what, string usd)
    {
        var line = Stacks.Line($$""" "V": { "Type": "AWS::ElastiCache::ReplicationGroup", "Properties": { "CacheNodeType": "cache.t4g.micro", "Engine": "valkey", {{nodes}} } } """);
        Assert.Equal((what, decimal.Parse(usd)), (line.What, line.Monthly));
    }

    [Fact]
    public void The_price_of_Valkey_is_not_taken_for_Redis() =>
        Assert.Equal("no price for elasticache/redis/cache.t4g.micro", Stacks.Line(""" "V": { "Type": "AWS::ElastiCache::ReplicationGroup", "Properties": { "CacheNodeType": "cache.t4g.micro", "Engine": "redis" } } """).Unknown);

    [Fact]
    public void An_internal_load_balancer_has_no_public_address() =>
        Assert.DoesNotContain(Stacks.Lines(""" "L": { "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": { "Scheme": "internal", "Subnets": ["a", "b"] } } """), l => l.Category == "public-ipv4" && l.Quantity > 0);

    [Fact]
    public void An_interface_endpoint_costs_by_zone_and_a_gateway_endpoint_nothing()
    {
        Assert.Equal(14.60m, Stacks.Line(""" "E": { "Type": "AWS::EC2::VPCEndpoint", "Properties": { "VpcEndpointType": "Interface", "SubnetIds": [{ "Ref": "A" }, { "Ref": "B" }] } } """).Monthly);
        var gateway = Stacks.Estimate(""" "E": { "Type": "AWS::EC2::VPCEndpoint", "Properties": { "VpcEndpointType": "Gateway" } } """).Report;
        Assert.Empty(gateway.Lines);
        Assert.Equal(new FreeEntry("AWS::EC2::VPCEndpoint", 1), Assert.Single(gateway.NoChargeOfItsOwn));
    }

    [Fact]
    public void Firewall_rules_and_managed_groups_cost_alike_and_secrets_by_copy()
    {
        Assert.Equal([5.00m, 2.00m], Stacks.Lines(""" "A": { "Type": "AWS::WAFv2::WebACL", "Properties": { "Rules": [{ "Statement": { "ManagedRuleGroupStatement": {} } }, { "Statement": { "RateBasedStatement": {} } }] } } """).Select(l => l.Monthly!.Value));
        Assert.Equal(0.80m, Stacks.Line(""" "S": { "Type": "AWS::SecretsManager::Secret", "Properties": { "ReplicaRegions": [{ "Region": "eu-west-1" }] } } """).Monthly);
    }

    [Theory]
    [InlineData(""" "Period": 300 """, "0.10")]
    [InlineData(""" "Period": 10 """, "0.30")]
    [InlineData(""" "Metrics": [{ "Expression": "a/b" }, { "MetricStat": { "Period": 60 } }, { "MetricStat": { "Period": 60 } }] """, "0.20")]
    [InlineData(""" "ThresholdMetricId": "band", "Metrics": [{ "MetricStat": { "Period": 60 } }, { "Expression": "ANOMALY_DETECTION_BAND(m1)" }] """, "0.30")]
    public void An_alarm_costs_by_the_metrics_it_watches(string properties, string usd) =>
        Assert.Equal(decimal.Parse(usd), Stacks.Line($$""" "A": { "Type": "AWS::CloudWatch::Alarm", "Properties": { {{properties}} } } """).Monthly);
}
