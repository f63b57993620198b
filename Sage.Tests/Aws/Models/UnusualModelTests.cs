using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Sage.AppHost.Aws;
using Sage.AppHost.Aws.Customization;
using Sage.AppHost.Aws.Planning;
using Sage.Tests.Aws.Alerts;
using Sage.Tests.Aws.Compute;
using static Sage.Tests.Aws.Models.SampleModel;

namespace Sage.Tests.Aws.Models;

/// <summary>What Aspire allows and is easily got wrong on AWS arrives.</summary>
public sealed class UnusualModelTests
{
    [Fact]
    public async Task A_database_that_RDS_cannot_name_is_made_by_the_job()
    {
        using var model = await PublishedModel.OfAsync(builder => AddApi(builder).WithReference(builder.AddPostgres("store").AddDatabase("orders-db")));

        Assert.Null(model.One("AWS::RDS::DBInstance")["DBName"]);
        var job = ComputeTests.Container(model.One("AWS::ECS::TaskDefinition", "Family", "shop-store-databases"), "psql");
        Assert.Contains("CREATE DATABASE %I', 'orders-db'", job["Command"]![2]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("postgres", ComputeTests.Variables(job)["PGDATABASE"]);
    }

    [Fact]
    public async Task A_service_with_https_alone_listens_where_the_load_balancer_asks()
    {
        using var model = await PublishedModel.OfAsync(builder => AddApi(builder).WithHttpsEndpoint(targetPort: 8443).WithExternalHttpEndpoints());

        Assert.Equal("8443", ComputeTests.Variables(ComputeTests.Container(model.One("AWS::ECS::TaskDefinition", "Family", "shop-api"), "api"))["HTTP_PORTS"]);
        Assert.Equal(8443, (int?)model.One("AWS::ElasticLoadBalancingV2::TargetGroup")["Port"]);
    }

    [Fact]
    public async Task A_tool_that_somebody_starts_is_a_task_that_no_deployment_runs()
    {
        using var model = await PublishedModel.OfAsync(builder => AddWorker(builder, "reset").WithReference(builder.AddPostgres("store").AddDatabase("shop")).WithExplicitStart());

        Assert.Empty(model.Resources("AWS::ECS::Service"));
        Assert.NotNull(model.One("AWS::ECS::TaskDefinition", "Family", "shop-reset"));
        Assert.Empty(Deployment(model)["steps"]!.AsArray().Single(step => (string?)step!["kind"] == "jobs")!["jobs"]!.AsArray());
    }

    [Fact]
    public async Task A_task_with_a_role_of_its_own_sends_its_telemetry_as_well()
    {
        using var model = await PublishedModel.OfAsync(builder => AddWorker(builder).PublishAsFargateService(taskProps: props => props.TaskRole = null));

        var own = model.Resources("AWS::IAM::Policy", "shop-app").Single(policy => policy.Id.Contains("TaskRole", StringComparison.Ordinal)).Resource.ToJsonString();
        Assert.Contains("xray:PutTraceSegments", own, StringComparison.Ordinal);
        Assert.Contains("logs:PutLogEvents", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_metric_may_have_a_name_with_dots_and_quotes()
    {
        using var model = await PublishedModel.OfAsync(builder => AddWorker(builder).WithMetricAlarm(DeclaredAlarmTests.Slow with { Metric = "shop.it's.failures" }));

        var exporter = CollectorConfiguration.Of(model, "shop-worker")["exporters"]["awsemf"];
        Assert.Equal(@"^(shop\.it's\.failures)$$", exporter["metric_declarations"].List.Single()["metric_name_selectors"].List.Single().Text);
        Assert.Equal("shop.it's.failures", exporter["metric_descriptors"].List.Single()["metric_name"].Text);
    }

    [Fact]
    public async Task A_database_named_with_a_reserved_word_is_made_by_the_job()
    {
        using var model = await PublishedModel.OfAsync(builder => AddApi(builder).WithReference(builder.AddPostgres("store").AddDatabase("order")));

        Assert.Null(model.One("AWS::RDS::DBInstance")["DBName"]);
    }

    [Fact]
    public async Task A_setting_that_is_none_is_a_warning()
    {
        using var model = await PublishedModel.OfAsync(builder => builder.AddValkey("cache"), "--Aws:NatGateway=1", "--Aws:Buckets:frontnd=x", "--Aws:HostedZoneId=Z1");

        Assert.Contains("Aws:NatGateway is no setting of this model and does nothing; docs/aws.md has them all.", model.Log);
        Assert.Contains("Aws:Buckets:frontnd is no setting of this model and does nothing; docs/aws.md has them all.", model.Log);
        Assert.Contains("A hosted zone and certificates do nothing without a domain (Aws:Domain).", model.Log);
    }

    [Fact]
    public async Task A_generated_value_is_made_up_once_by_AWS_also_when_it_is_no_secret()
    {
        using var model = await PublishedModel.OfAsync(builder => AddWorker(builder).WithEnvironment("SALT", builder.AddParameter("salt", new GenerateParameterDefault { MinLength = 12 })));

        Assert.NotNull(model.One("AWS::SecretsManager::Secret", "Name", "shop/salt")["GenerateSecretString"]);
        Assert.DoesNotContain("SALT", ComputeTests.Variables(ComputeTests.Container(model.One("AWS::ECS::TaskDefinition"), "worker")).Keys);
    }

    [Theory]
    [InlineData("dashboard")]
    [InlineData("edge")]
    [InlineData("load-balancer")]
    [InlineData("alb")]
    public async Task A_project_may_be_called_like_a_part_of_the_stacks(string name)
    {
        if (name == "alb")
        {
            // Two security groups of one name are not possible.
            var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishedModel.OfAsync(builder => builder.AddProject(name, OtherModelTests.Api).WithHttpEndpoint().WithExternalHttpEndpoints()));
            Assert.Equal("'alb' and 'the load balancer' would both be the security group 'shop-alb'. Rename one of them.", failure.Message);
            return;
        }

        using var model = await PublishedModel.OfAsync(builder => builder.AddProject(name, OtherModelTests.Api).WithHttpEndpoint().WithExternalHttpEndpoints());
        Assert.Equal($"shop-{name}", (string?)model.One("AWS::ECS::Service")["ServiceName"]);
    }

    [Fact]
    public async Task Servers_and_secrets_may_be_called_like_parts_of_the_stacks()
    {
        using var model = await PublishedModel.OfAsync(builder =>
        {
            builder.AddPostgres("logs");
            builder.AddPostgres("backups");
            builder.AddValkey("secrets");
            AddWorker(builder).WithEnvironment("KEY", builder.AddParameter("key", "given", secret: true));
        });

        Assert.Equal(["shop-backups", "shop-logs"], model.Resources("AWS::RDS::DBInstance").Select(server => (string?)server.Resource["Properties"]!["DBInstanceIdentifier"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Replicas_of_the_model_are_the_fewest_tasks()
    {
        using var model = await PublishedModel.OfAsync(builder => AddWorker(builder).WithReplicas(12));

        var target = model.One("AWS::ApplicationAutoScaling::ScalableTarget");
        Assert.Equal((12, 12), ((int?)target["MinCapacity"], (int?)target["MaxCapacity"]));
    }

    [Fact]
    public async Task One_replica_is_one_task()
    {
        using var model = await PublishedModel.OfAsync(builder => AddWorker(builder).WithReplicas(1));

        Assert.Equal(1, (int?)model.One("AWS::ApplicationAutoScaling::ScalableTarget")["MinCapacity"]);
    }

    [Fact]
    public async Task The_first_service_of_the_model_is_the_first_whoever_references_whom()
    {
        using var model = await PublishedModel.OfAsync(builder =>
        {
            var first = AddApi(builder).WithHttpEndpoint().WithExternalHttpEndpoints();
            var second = builder.AddProject("second", SimulatorProject).WithHttpEndpoint().WithExternalHttpEndpoints();
            first.WithReference(second);
        });

        var rule = model.One("AWS::ElasticLoadBalancingV2::ListenerRule");
        Assert.Equal("/second/*", (string?)rule["Conditions"]![0]!["PathPatternConfig"]!["Values"]![0]);
    }

    [Fact]
    public async Task Servers_are_reached_by_TLS_also_where_the_model_asks()
    {
        using var model = await PublishedModel.OfAsync(builder =>
        {
            var cache = builder.AddValkey("cache");
            AddWorker(builder).WithEnvironment("TLS", cache.Resource.PrimaryEndpoint.Property(EndpointProperty.TlsEnabled));
        });

        Assert.Equal("True", ComputeTests.Variables(ComputeTests.Container(model.One("AWS::ECS::TaskDefinition"), "worker"))["TLS"]);
    }

    [Fact]
    public async Task A_connection_string_that_is_optional_and_missing_is_left_out()
    {
        using var model = await PublishedModel.OfAsync(builder => AddWorker(builder).WithReference(builder.AddConnectionString("legacy"), optional: true));

        Assert.DoesNotContain("ConnectionStrings__legacy", model.One("AWS::ECS::TaskDefinition").ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_program_that_can_check_itself_is_asked_to()
    {
        using var model = await PublishedModel.OfAsync(builder =>
        {
            AddApi(builder).WithHttpEndpoint().PublishAsFargateService(settings => settings.HealthArguments = ["--healthcheck"]);
            builder.AddProject("other", SimulatorProject).WithHttpEndpoint();
        });

        Assert.NotNull(ComputeTests.Container(model.One("AWS::ECS::TaskDefinition", "Family", "shop-api"), "api")["HealthCheck"]);
        Assert.Null(ComputeTests.Container(model.One("AWS::ECS::TaskDefinition", "Family", "shop-other"), "other")["HealthCheck"]);
    }

    [Theory]
    [InlineData("", "/app/Shop.Api.dll")]
    [InlineData("<AssemblyName>shop</AssemblyName>", "/app/shop.dll")]
    [InlineData("<AssemblyName>$(MSBuildProjectName).Web</AssemblyName>", "/app/Shop.Api.Web.dll")]
    public void A_health_check_names_the_program_as_the_project_does(string property, string program)
    {
        var directory = Directory.CreateTempSubdirectory("sage-project-");
        var project = Path.Combine(directory.FullName, "Shop.Api.csproj");
        File.WriteAllText(project, $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup>{property}</PropertyGroup></Project>");

        Assert.Equal(program, new PlannedImage("api", project, "shop-api", "shop-api").EntryAssembly);
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Another_compute_environment_has_its_own_projects()
    {
        using var model = await PublishedModel.OfAsync(builder =>
        {
            var here = (IResourceBuilder<IComputeEnvironmentResource>)builder.CreateResourceBuilder(builder.Resources.OfType<AwsEnvironmentResource>().Single());
            var there = builder.AddAwsEnvironment("elsewhere");
            AddApi(builder).WithComputeEnvironment(there);
            AddWorker(builder).WithComputeEnvironment(here);
        });

        // Each environment writes into a folder of its own, and the second one has names of its own.
        Assert.True(File.Exists(Path.Combine(model.OutputDirectory, "aws", "shop-app.template.json")));
        Assert.True(File.Exists(Path.Combine(model.OutputDirectory, "elsewhere", "shop-elsewhere-app.template.json")));
    }

    [Fact]
    public async Task A_dashboard_of_many_services_has_no_widget_that_is_too_large()
    {
        using var model = await PublishedModel.OfAsync(builder =>
        {
            for (var number = 1; number <= 25; number++)
            {
                builder.AddProject($"api-{number}", OtherModelTests.Api).WithHttpEndpoint(targetPort: 8000 + number).WithExternalHttpEndpoints();
            }
        });

        var body = model.One("AWS::CloudWatch::Dashboard")["DashboardBody"]!;
        var text = body is JsonValue ? body.GetValue<string>() : string.Concat(body["Fn::Join"]![1]!.AsArray().Select(part => part is JsonValue ? (string?)part : "x"));
        var alarms = JsonNode.Parse(text)!["widgets"]!.AsArray().Where(widget => (string?)widget!["type"] == "alarm").Select(widget => widget!["properties"]!["alarms"]!.AsArray().Count).ToArray();
        Assert.True(alarms.Length > 1 && alarms.Max() <= 100, string.Join(", ", alarms));
    }
}
