using System.Text.Json.Nodes;

namespace Sage.Tests.Aws.Compute;

/// <summary>Cluster, task, service, scaling and load balancer as the contract has them.</summary>
public sealed class ComputeTests(SageTemplates sage)
{
    [Fact]
    public async Task The_cluster_has_container_insights()
    {
        var cluster = (await sage.GetAsync()).One("AWS::ECS::Cluster");

        Assert.Equal("sage-cluster", (string?)cluster["ClusterName"]);
        Assert.Contains(cluster["ClusterSettings"]!.AsArray(), setting => (string?)setting!["Name"] == "containerInsights" && (string?)setting["Value"] == "enabled");
    }

    [Fact]
    public async Task The_task_has_the_contracts_size_and_the_program_no_limit_of_its_own()
    {
        var task = (await sage.GetAsync()).One("AWS::ECS::TaskDefinition", "Family", "sage-backend");
        var backend = Container(task, "backend");

        Assert.Equal(("512", "1024", "awsvpc"), ((string)task["Cpu"]!, (string)task["Memory"]!, (string)task["NetworkMode"]!));
        Assert.Equal(3000, (int?)backend["PortMappings"]![0]!["ContainerPort"]);
        Assert.Null(backend["Memory"] ?? backend["Cpu"] ?? backend["MemoryReservation"]);
        Assert.Equal("ecs", (string?)backend["LogConfiguration"]!["Options"]!["awslogs-stream-prefix"]);
    }

    [Theory]
    [InlineData("Production", "sage")]
    [InlineData("Staging", "sage-staging")]
    public async Task The_roles_and_the_log_group_have_the_contracts_names(string environment, string prefix)
    {
        var model = await sage.GetAsync(environment);

        model.One("AWS::IAM::Role", "RoleName", $"{prefix}-ecs-execution-role");
        model.One("AWS::IAM::Role", "RoleName", $"{prefix}-ecs-task-role");
        model.One("AWS::Logs::LogGroup", "LogGroupName", $"/ecs/{prefix}-backend");
    }

    [Fact]
    public async Task The_program_checks_itself_as_often_as_the_contract_says()
    {
        var check = Container((await sage.GetAsync()).One("AWS::ECS::TaskDefinition", "Family", "sage-backend"), "backend")["HealthCheck"]!;

        Assert.Equal((30, 5, 3, 60), ((int)check["Interval"]!, (int)check["Timeout"]!, (int)check["Retries"]!, (int)check["StartPeriod"]!));
        Assert.Equal("[\"CMD\",\"dotnet\",\"/app/Sage.Api.dll\",\"--healthcheck\"]", check["Command"]!.ToJsonString());
    }

    [Theory]
    [InlineData("sage-backend", "backend")]
    [InlineData("sage-migrations", "migrations")]
    public async Task Programs_run_read_only_as_nobody_with_a_writable_tmp(string family, string container)
    {
        var task = (await sage.GetAsync()).One("AWS::ECS::TaskDefinition", "Family", family);

        Assert.All(task["ContainerDefinitions"]!.AsArray(), definition => Assert.True((bool?)definition!["ReadonlyRootFilesystem"]));
        Assert.Equal("1654", (string?)Container(task, container)["User"]);
        Assert.Equal("/tmp", (string?)Assert.Single(Container(task, container)["MountPoints"]!.AsArray())!["ContainerPath"]);
        Assert.Equal("SUCCESS", (string?)Assert.Single(Container(task, container)["DependsOn"]!.AsArray())!["Condition"]);
    }

    [Fact]
    public async Task The_service_rolls_back_by_itself_and_leaves_the_desired_count_alone()
    {
        var service = (await sage.GetAsync()).One("AWS::ECS::Service");

        Assert.Equal(("sage-backend", "1.4.0"), ((string)service["ServiceName"]!, (string)service["PlatformVersion"]!));
        Assert.Null(service["DesiredCount"]);
        Assert.True((bool?)service["DeploymentConfiguration"]!["DeploymentCircuitBreaker"]!["Rollback"]);
        Assert.Equal("DISABLED", (string?)service["NetworkConfiguration"]!["AwsvpcConfiguration"]!["AssignPublicIp"]);
    }

    [Theory]
    [InlineData("Production", "mvp", 2, 10)]
    [InlineData("Production", "growth", 5, 10)]
    [InlineData("Production", "scale", 10, 20)]
    [InlineData("Staging", "mvp", 2, 4)]
    public async Task Tasks_scale_between_the_phases_bounds(string environment, string phase, int least, int most)
    {
        var model = await sage.GetAsync(environment, phase);
        var target = model.One("AWS::ApplicationAutoScaling::ScalableTarget");
        var policy = model.One("AWS::ApplicationAutoScaling::ScalingPolicy")["TargetTrackingScalingPolicyConfiguration"]!;

        Assert.Equal((least, most), ((int)target["MinCapacity"]!, (int)target["MaxCapacity"]!));
        Assert.Equal((70, 300, 60), ((int)policy["TargetValue"]!, (int)policy["ScaleInCooldown"]!, (int)policy["ScaleOutCooldown"]!));
    }

    [Fact]
    public async Task The_load_balancer_is_the_contracts()
    {
        var model = await sage.GetAsync();
        var balancer = model.One("AWS::ElasticLoadBalancingV2::LoadBalancer");
        var attributes = balancer["LoadBalancerAttributes"]!.AsArray().ToDictionary(attribute => (string)attribute!["Key"]!, attribute => attribute!["Value"]!.ToString());
        var target = model.One("AWS::ElasticLoadBalancingV2::TargetGroup");

        Assert.Equal(("sage-alb", "internet-facing"), ((string)balancer["Name"]!, (string)balancer["Scheme"]!));
        Assert.Equal("true", attributes["deletion_protection.enabled"]);
        Assert.Equal("true", attributes["access_logs.s3.enabled"]);
        Assert.Equal(("sage-backend-tg", 3000, "ip", "/health"), ((string)target["Name"]!, (int)target["Port"]!, (string)target["TargetType"]!, (string)target["HealthCheckPath"]!));
        Assert.Equal((30, 5, 2, 3), ((int)target["HealthCheckIntervalSeconds"]!, (int)target["HealthCheckTimeoutSeconds"]!, (int)target["HealthyThresholdCount"]!, (int)target["UnhealthyThresholdCount"]!));
        Assert.Equal("200", (string?)target["Matcher"]!["HttpCode"]);
        Assert.Contains(target["TargetGroupAttributes"]!.AsArray(), attribute => (string?)attribute!["Key"] == "deregistration_delay.timeout_seconds" && (string?)attribute["Value"] == "30");
    }

    [Fact]
    public async Task Http_is_redirected_and_https_needs_TLS_1_2()
    {
        var model = await sage.GetAsync();

        Assert.Equal("HTTPS", (string?)model.One("AWS::ElasticLoadBalancingV2::Listener", "Port", "80")["DefaultActions"]![0]!["RedirectConfig"]!["Protocol"]);
        Assert.Equal("ELBSecurityPolicy-TLS13-1-2-Res-2021-06", (string?)model.One("AWS::ElasticLoadBalancingV2::Listener", "Port", "443")["SslPolicy"]);
        Assert.Equal("api.sage.ai", (string?)model.One("AWS::CertificateManager::Certificate", stack: "sage-app")["DomainName"]);
    }

    [Fact]
    public async Task A_collector_beside_the_program_gets_its_telemetry_and_one_trace_in_ten()
    {
        var task = (await sage.GetAsync()).One("AWS::ECS::TaskDefinition", "Family", "sage-backend");
        var variables = Variables(Container(task, "backend"));
        var configuration = Variables(Container(task, "collector"))["AOT_CONFIG_CONTENT"];

        Assert.Equal("http://localhost:4317", variables["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal(("parentbased_traceidratio", "0.1"), (variables["OTEL_TRACES_SAMPLER"], variables["OTEL_TRACES_SAMPLER_ARG"]));
        Assert.Contains("awsxray", configuration, StringComparison.Ordinal);
        Assert.Contains("namespace: Sage\n", configuration, StringComparison.Ordinal);
        Assert.False((bool?)Container(task, "collector")["Essential"]);
        Assert.True((bool?)Container(task, "collector")["RestartPolicy"]!["Enabled"]);
        // A share of its own would be one that the program lacks.
        Assert.Null(Container(task, "collector")["Cpu"]);
    }

    [Fact]
    public async Task A_task_is_killed_only_after_the_program_had_time_to_end()
    {
        var backend = Container((await sage.GetAsync()).One("AWS::ECS::TaskDefinition", "Family", "sage-backend"), "backend");

        Assert.True((int)backend["StopTimeout"]! > int.Parse(Variables(backend)["DOTNET_SHUTDOWNTIMEOUTSECONDS"], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Graviton_is_one_switch()
    {
        var task = (await sage.GetAsync(settings: "--Aws:Graviton=true")).One("AWS::ECS::TaskDefinition", "Family", "sage-backend");

        Assert.Equal("ARM64", (string?)task["RuntimePlatform"]!["CpuArchitecture"]);
    }

    [Fact]
    public async Task Jobs_are_in_a_stack_before_the_services_with_the_same_image()
    {
        var model = await sage.GetAsync();
        var job = model.One("AWS::ECS::TaskDefinition", "Family", "sage-migrations", "sage-tasks");

        Assert.Equal("[\"migrate\"]", Container(job, "migrations")["Command"]!.ToJsonString());
        Assert.NotNull(model.Templates["sage-tasks"]["Parameters"]!["BackendImageDigest"]);
        Assert.NotNull(model.Templates["sage-app"]["Parameters"]!["BackendImageDigest"]);
        Assert.Empty(model.Resources("AWS::ECS::Service", "sage-tasks"));
    }

    internal static JsonObject Container(JsonObject task, string name)
        => task["ContainerDefinitions"]!.AsArray().Single(container => (string?)container!["Name"] == name)!.AsObject();

    internal static Dictionary<string, string> Variables(JsonObject container)
        => container["Environment"]!.AsArray().ToDictionary(variable => (string)variable!["Name"]!, variable => variable!["Value"] is JsonValue text ? (string)text! : variable["Value"]!.ToJsonString());
}
