using System.Globalization;
using System.Text.Json.Nodes;

namespace Sage.Tests.Aws.Alerts;

/// <summary>The triggers of the contract, each with its alarm, threshold and channel.</summary>
public sealed class AlarmTests(SageTemplates sage)
{
    [Theory]
    // Discord: errors.
    [InlineData("sage-api-error-rate-high", "errors", "Requests that fail > 5 % (1 x 1 min)")]
    [InlineData("sage-api-errors-persist", "errors", "Requests that fail > 5 % (5 x 1 min)")]
    [InlineData("sage-task-health-check-failed", "errors", "A task is stopped for a failed health check of the load balancer or of the container")]
    [InlineData("sage-rds-connections-high", "errors", "Connections of 150 > 135 (2 x 1 min)")]
    [InlineData("sage-backend-targets-unhealthy", "errors", "Unhealthy targets > 0 (3 x 1 min)")]
    // Discord: performance.
    [InlineData("sage-api-p95-high", "performance", "Response time p95 > 500 ms (2 x 5 min)")]
    [InlineData("sage-api-response-time-high", "performance", "Response time p95 > 2 s (1 x 5 min)")]
    [InlineData("sage-chat-first-token-slow", "performance", "Time to the first token p95 > 5,000 ms (1 x 5 min)")]
    [InlineData("sage-valkey-001-memory-high", "performance", "Memory > 80 % (1 x 5 min)")]
    [InlineData("sage-valkey-002-memory-high", "performance", "Memory > 80 % (1 x 5 min)")]
    [InlineData("sage-hallucination-rate-high", "performance", "Answers that contradict the data > 1 % (1 x 5 min)")]
    [InlineData("sage-queue-size-high", "performance", "Longest queue > 1,000 (1 x 5 min)")]
    [InlineData("sage-chat-response-time-high", "performance", "Chat response time p95 > 500 ms (1 x 5 min)")]
    [InlineData("sage-backend-cpu-high", "performance", "CPU > 80 % (2 x 5 min)")]
    [InlineData("sage-rds-cpu-high", "performance", "CPU > 80 % (2 x 5 min)")]
    // Discord: business.
    [InlineData("sage-daily-active-users-milestone", "business", "Milestones > 0 (1 x 5 min)")]
    [InlineData("sage-shadow-portfolio-updated", "business", "Updates > 0 (1 x 5 min)")]
    [InlineData("sage-market-alerts-sent", "business", "Alerts > 0 (1 x 5 min)")]
    [InlineData("sage-token-usage-daily", "business", "Every day at 08:00 UTC")]
    public async Task A_trigger_of_the_contract_has_its_alarm_in_its_channel(string name, string channel, string threshold)
    {
        var alert = Assert.Single(await PublishedAlert.AllAsync(await sage.GetAsync()), alert => alert.Name == name);

        Assert.Equal((channel, threshold), (alert.Channel, alert.Threshold));
    }

    [Theory]
    [InlineData("sage-backend-cpu-high", "AWS/ECS", "CPUUtilization", "Average", 80, 300, 2, "ClusterName=sage-cluster,ServiceName=sage-backend")]
    [InlineData("sage-rds-cpu-high", "AWS/RDS", "CPUUtilization", "Average", 80, 300, 2, "DBInstanceIdentifier=sage-postgres")]
    [InlineData("sage-rds-connections-high", "AWS/RDS", "DatabaseConnections", "Maximum", 135, 60, 2, "DBInstanceIdentifier=sage-postgres")]
    [InlineData("sage-valkey-002-memory-high", "AWS/ElastiCache", "DatabaseMemoryUsagePercentage", "Average", 80, 300, 1, "CacheClusterId=sage-valkey-002")]
    [InlineData("sage-api-p95-high", "AWS/ApplicationELB", "TargetResponseTime", "p95", 0.5, 300, 2, "LoadBalancer=*")]
    [InlineData("sage-valkey-001-cpu-high", "AWS/ElastiCache", "CPUUtilization", "Average", 45, 300, 2, "CacheClusterId=sage-valkey-001")]
    [InlineData("sage-queue-size-high", "Sage", "queueSize", "Maximum", 1000, 300, 1, "")]
    [InlineData("sage-chat-response-time-high", "Sage", "chatResponseTime", "p95", 500, 300, 1, "")]
    public async Task An_alarm_measures_what_it_says(
        string name, string metricNamespace, string metric, string statistic, double threshold, int period, int periods, string dimensions)
    {
        var alarm = (await sage.GetAsync()).One("AWS::CloudWatch::Alarm", "AlarmName", name);

        Assert.Equal((metricNamespace, metric), ((string)alarm["Namespace"]!, (string)alarm["MetricName"]!));
        Assert.Equal(statistic, (string?)alarm["Statistic"] ?? (string?)alarm["ExtendedStatistic"]);
        Assert.Equal(("GreaterThanThreshold", threshold, period, periods), ((string)alarm["ComparisonOperator"]!, (double)alarm["Threshold"]!, (int)alarm["Period"]!, (int)alarm["EvaluationPeriods"]!));
        // Values that CloudFormation fills in are shown as a star.
        Assert.Equal(dimensions, string.Join(',', (alarm["Dimensions"]?.AsArray() ?? []).Select(dimension => $"{dimension!["Name"]}={(dimension["Value"] is JsonValue value ? value : "*")}")));
    }

    [Fact]
    public async Task The_error_rate_is_a_share_of_all_requests()
    {
        var metrics = (await sage.GetAsync()).One("AWS::CloudWatch::Alarm", "AlarmName", "sage-api-error-rate-high")["Metrics"]!.AsArray();

        Assert.Equal("100 * (FILL(target, 0) + FILL(balancer, 0)) / (FILL(requests, 0) + FILL(balancer, 0))", (string?)Assert.Single(metrics, metric => (bool?)metric!["ReturnData"] == true)!["Expression"]);
        Assert.Equal(
            ["HTTPCode_ELB_5XX_Count", "HTTPCode_Target_5XX_Count", "RequestCount"],
            metrics.Select(metric => (string?)metric!["MetricStat"]?["Metric"]!["MetricName"]).OfType<string>().Order(StringComparer.Ordinal));
        Assert.All(metrics.Where(metric => metric!["MetricStat"] is not null), metric => Assert.Equal((60, "Sum"), ((int)metric!["MetricStat"]!["Period"]!, (string)metric["MetricStat"]!["Stat"]!)));
    }

    [Fact]
    public async Task Every_alarm_tells_the_topic_when_it_begins_and_unless_it_is_news_when_it_ends()
    {
        var model = await sage.GetAsync();
        var alarms = (await PublishedAlert.AllAsync(model)).Where(alert => (string?)alert.Resource["Type"] == "AWS::CloudWatch::Alarm").ToArray();

        Assert.True(alarms.Length > 30, $"{alarms.Length} alarms");
        Assert.All(alarms, alarm =>
        {
            AssertIsTopic(Assert.Single(alarm.Settings["AlarmActions"]!.AsArray())!);
            if (alarm.Channel == "business")
            {
                Assert.Null(alarm.Settings["OKActions"]);
            }
            else
            {
                AssertIsTopic(Assert.Single(alarm.Settings["OKActions"]!.AsArray())!);
            }
        });
    }

    [Fact]
    public async Task Rules_send_to_the_topic_and_keep_what_it_does_not_take()
    {
        var rules = (await PublishedAlert.AllAsync(await sage.GetAsync())).Where(alert => (string?)alert.Resource["Type"] == "AWS::Events::Rule").ToArray();

        Assert.Contains(rules, rule => rule.Name == "sage-backup-failed");
        Assert.All(rules, rule =>
        {
            var target = Assert.Single(rule.Settings["Targets"]!.AsArray())!;
            AssertIsTopic(target["Arn"]!);
            Assert.Contains("DeadLetters", target["DeadLetterConfig"]!["Arn"]!.ToJsonString(), StringComparison.Ordinal);
            Assert.Equal(rule.Name, (string?)rule.Settings["Name"]);
        });
    }

    [Fact]
    public async Task Staging_has_the_same_alarms_under_its_own_names_and_metrics()
    {
        var production = await PublishedAlert.AllAsync(await sage.GetAsync());
        var staging = await PublishedAlert.AllAsync(await sage.GetAsync("Staging"));

        string[] expected = [.. production.Select(alert => "sage-staging-" + alert.Name["sage-".Length..]).Where(name => !name.Contains("nat-2", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, staging.Select(alert => alert.Name).Order(StringComparer.Ordinal));
        Assert.All(staging.Where(alert => ((string?)alert.Settings["Namespace"])?.StartsWith("Sage", StringComparison.Ordinal) == true), alert => Assert.Equal("Sage/Staging", (string?)alert.Settings["Namespace"]));
    }

    [Fact]
    public async Task Replicas_are_watched_where_there_are_some_and_credits_where_the_class_has_them()
    {
        var growth = await PublishedAlert.AllAsync(await sage.GetAsync(phase: "growth"));
        var scale = await PublishedAlert.AllAsync(await sage.GetAsync(phase: "scale"));

        Assert.Equal(
            ["connections-high", "cpu-credits-low", "cpu-high", "lag-high", "memory-low", "storage-low"],
            growth.Where(alert => alert.Name.StartsWith("sage-rds-replica-1-", StringComparison.Ordinal)).Select(alert => alert.Name["sage-rds-replica-1-".Length..]).Order(StringComparer.Ordinal));
        Assert.Contains(growth, alert => alert.Name == "sage-rds-cpu-credits-low");
        Assert.Contains(scale, alert => alert.Name == "sage-rds-replica-2-lag-high");
        Assert.DoesNotContain(scale, alert => alert.Name.Contains("credits", StringComparison.Ordinal));
        Assert.Equal(900, (double?)Assert.Single(scale, alert => alert.Name == "sage-rds-connections-high").Settings["Threshold"]);
    }

    [Theory]
    [InlineData("mvp", "sage-rds-cpu-credits-low", "IF(saved < 10, 100 * used / 1, 0)")]
    [InlineData("mvp", "sage-valkey-001-cpu-credits-low", "IF(saved < 10, 100 * used / 1, 0)")]
    [InlineData("growth", "sage-rds-replica-1-cpu-credits-low", "IF(saved < 10, 100 * used / 2, 0)")]
    public async Task A_new_server_without_savings_rings_only_when_it_uses_what_it_earns(string phase, string name, string expression)
    {
        var alarm = (await sage.GetAsync(phase: phase)).One("AWS::CloudWatch::Alarm", "AlarmName", name);

        Assert.Equal((expression, 80), ((string?)alarm["Metrics"]![0]!["Expression"], (double?)alarm["Threshold"]));
        Assert.Equal(
            ["saved CPUCreditBalance Minimum", "used CPUCreditUsage Sum"],
            alarm["Metrics"]!.AsArray().Skip(1).Select(metric => $"{metric!["Id"]} {metric["MetricStat"]!["Metric"]!["MetricName"]} {metric["MetricStat"]!["Stat"]}"));
    }

    [Theory]
    [InlineData("Production", "*:secret:sage/postgres-*", "*:secret:sage/valkey-*")]
    [InlineData("Staging", "*:secret:sage/staging/postgres-*", "*:secret:sage/staging/valkey-*")]
    public async Task A_failed_rotation_is_told_by_the_environment_whose_password_it_is(string environment, params string[] secrets)
    {
        var model = await sage.GetAsync(environment);
        var rule = Assert.Single(await PublishedAlert.AllAsync(model), alert => alert.Name.EndsWith("secret-rotation-failed", StringComparison.Ordinal));

        var named = rule.Settings["EventPattern"]!["detail"]!["additionalEventData"]!["SecretId"]!.AsArray().Select(secret => (string?)secret!["wildcard"]).ToArray();
        Assert.Equal(secrets, named);
        // They are names that the template gives.
        Assert.All(named, wildcard => Assert.NotNull(model.One("AWS::SecretsManager::Secret", "Name", wildcard!["*:secret:".Length..^"-*".Length])));
    }

    [Fact]
    public async Task A_deployment_is_undone_by_what_lasts_not_by_one_request_of_a_quiet_minute()
    {
        var model = await sage.GetAsync();
        var undo = model.One("AWS::ECS::Service")["DeploymentConfiguration"]!["Alarms"]!;

        Assert.Equal(["sage-api-errors-persist", "sage-api-response-time-high"], undo["AlarmNames"]!.AsArray().Select(name => (string?)name));
        Assert.Equal(5, (int?)model.One("AWS::CloudWatch::Alarm", "AlarmName", "sage-api-errors-persist")["EvaluationPeriods"]);
        Assert.Equal("ignore", (string?)model.One("AWS::CloudWatch::Alarm", "AlarmName", "sage-api-response-time-high")["EvaluateLowSampleCountPercentile"]);
        Assert.True((bool?)undo["Rollback"]);
    }

    [Theory]
    [InlineData("sage-backend-targets-none")]
    [InlineData("sage-backend-tasks-low")]
    public async Task What_says_that_too_little_runs_is_made_after_what_should_run(string name)
    {
        var model = await sage.GetAsync();
        var service = Assert.Single(model.Resources("AWS::ECS::Service")).Id;
        var alarm = Assert.Single(model.Resources("AWS::CloudWatch::Alarm"), alarm => (string?)alarm.Resource["Properties"]!["AlarmName"] == name);

        Assert.Contains(service, alarm.Resource["DependsOn"]!.AsArray().Select(dependency => (string?)dependency));
    }

    [Fact]
    public async Task The_collector_makes_metrics_of_exactly_what_alarms_look_for()
    {
        var model = await sage.GetAsync();
        string[] looked =
        [
            .. model.Resources("AWS::CloudWatch::Alarm").Select(alarm => alarm.Resource["Properties"]!).Where(alarm => (string?)alarm["Namespace"] == "Sage").Select(alarm =>
            {
                Assert.Null(alarm["Dimensions"]);
                return (string)alarm["MetricName"]!;
            }),
            "tokenUsage",
        ];

        var exporter = CollectorConfiguration.Of(model, "sage-backend")["exporters"]["awsemf"];
        var declaration = Assert.Single(exporter["metric_declarations"].List);
        Assert.Equal([$"^({string.Join('|', looked)})$$"], declaration["metric_name_selectors"].List.Select(selector => selector.Text));
        Assert.Empty(Assert.Single(declaration["dimensions"].List).List);
        // The unit {item} of OpenTelemetry is none of CloudWatch's.
        Assert.Equal("Count", exporter["metric_descriptors"].List.Single(descriptor => descriptor["metric_name"].Text == "queueSize")["unit"].Text);
        var task = model.One("AWS::ECS::TaskDefinition", "Family", "sage-backend").ToJsonString();
        // Percentiles are of exponential histograms only, and sums of differences.
        Assert.Contains("base2_exponential_bucket_histogram", task, StringComparison.Ordinal);
        Assert.Contains("\"delta\"", task, StringComparison.Ordinal);
    }

    private static void AssertIsTopic(JsonNode arn) => Assert.Matches("AlertsTopic", arn.ToJsonString());
}
