using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Sage.AppHost.Aws;
using Sage.AppHost.Aws.Customization;
using Sage.AppHost.Aws.Planning;
using Sage.Tests.Aws.Alerts;
using Sage.Tests.Aws.Compute;

namespace Sage.Tests.Aws.Models;

/// <summary>What Aspire allows and is easily got wrong on AWS: it arrives, or one line says why it cannot.</summary>
public sealed class UnusualModelTests
{
    private static readonly string Simulator = Path.Combine(Projects.Sage_AppHost.ProjectPath, "../Sage.Simulator/Sage.Simulator.csproj");
    private static readonly string Page = Path.Combine(Projects.Sage_AppHost.ProjectPath, "../Sage.Web");

    public static TheoryData<string, Action<IDistributedApplicationBuilder>> Refused => new()
    {
        {
            "'pw' is the password of 'first' and of 'second'. AWS makes up one for each: give each a parameter of its own.",
            builder =>
            {
                var password = builder.AddParameter("pw", "given", secret: true);
                builder.AddPostgres("first", password: password);
                builder.AddPostgres("second", password: password);
            }
        },
        {
            "The user name of 'store' is the secret parameter 'user'. RDS shows user names: make it a parameter that is none.",
            builder => builder.AddPostgres("store", builder.AddParameter("user", "CANARY-user", secret: true))
        },
        {
            "'rdsadmin' cannot be the user name of 'store' (parameter 'user'): RDS wants letters, digits and underscores, a letter first, and keeps admin, rdsadmin, rdsrepladmin, rds_superuser for itself.",
            builder => builder.AddPostgres("store", builder.AddParameter("user", "rdsadmin"))
        },
        {
            "'api' has several http endpoints (http, admin); on AWS a service listens on one port.",
            builder => Api(builder).WithHttpEndpoint(targetPort: 8080).WithHttpEndpoint(name: "admin", targetPort: 9090)
        },
        {
            "RAW of 'worker' points to the endpoint 'raw' of 'api', which is no HTTP endpoint; AWS has only those.",
            builder => Worker(builder).WithEnvironment("RAW", Api(builder).WithEndpoint(targetPort: 7000, scheme: "tcp", name: "raw").GetEndpoint("raw"))
        },
        {
            "URL of 'worker' points to 'api', which has no address on AWS.",
            builder => Worker(builder).WithEnvironment("URL", Api(builder).WithHttpEndpoint().ExcludeFromManifest().GetEndpoint("http"))
        },
        {
            "URL of 'worker' points to 'api', which has no address on AWS.",
            builder =>
            {
                var job = Api(builder).WithHttpEndpoint();
                Worker(builder).WithEnvironment("URL", job.GetEndpoint("http")).WaitForCompletion(job);
            }
        },
        {
            "VITE_API of 'web' asks for the address of 'api', which is known only with a domain (Aws:Domain); a page reaches its services on its own origin.",
            builder => builder.AddViteApp("web", Page).WithEnvironment("VITE_API", Api(builder).WithHttpEndpoint().WithExternalHttpEndpoints().GetEndpoint("http"))
        },
        {
            "VITE_API of 'web' is the address of 'api' inside the network, which browsers do not reach.",
            builder => builder.AddViteApp("web", Page).WithEnvironment("VITE_API", Api(builder).WithHttpEndpoint().GetEndpoint("http"))
        },
        { "'MyApi' and 'my-api' would both be the construct 'resource MyApi'. Rename one of them.", builder => Worker(builder, "my-api").WithReference(Worker(builder, "MyApi").WithHttpEndpoint()) },
        {
            "'worker/A_B' and 'worker/A__B' would both be the construct 'secret WorkerAB'. Rename one of them.",
            builder =>
            {
                var key = builder.AddParameter("key", "given", secret: true);
                Worker(builder).WithEnvironment("A_B", ReferenceExpression.Create($"x{key}")).WithEnvironment("A__B", ReferenceExpression.Create($"y{key}"));
            }
        },
        { "'collector' has the name of a container that stands beside the program's; rename it.", builder => builder.AddProject("collector", OtherModelTests.Api) },
        { "'api' has 6 paths; a rule of the load balancer takes 1 to 5.", builder => Api(builder).PublishAsFargateService(settings => settings.Paths = ["/1", "/2", "/3", "/4", "/5", "/6"]) },
        { "'api' asks for 300 CPU units and 1024 MiB, which is no size of Fargate.", builder => Api(builder).PublishAsFargateService(settings => settings.Cpu = 300) },
        { "'api' asks for at least 5 and at most 3 tasks.", builder => Api(builder).PublishAsFargateService(settings => (settings.MinTasks, settings.MaxTasks) = (5, 3)) },
        {
            "VITE_SELF of 'web' asks for the address of the page 'web', which is known only with a domain (Aws:Domain); a page reaches its services on its own origin.",
            builder =>
            {
                var page = builder.AddViteApp("web", Page);
                page.WithEnvironment("VITE_SELF", page.GetEndpoint("http"));
            }
        },
        {
            "VITE_KEY of 'web' would be built into a public page; it must be text, not a secret or an address that AWS chooses.",
            builder => builder.AddViteApp("web", Page).WithEnvironment("VITE_KEY", builder.AddParameter("key", "given", secret: true))
        },
        {
            "The user name of 'store' is generated (parameter 'user'): the next publish would replace the server for another name. Give it a value.",
            builder => builder.AddPostgres("store", builder.AddParameter("user", new GenerateParameterDefault { MinLength = 8 }))
        },
        { "Port of 'store' cannot be '5433': the rest of the stacks knows '5432'.", builder => builder.AddPostgres("store").PublishAsRdsInstance(props => props.Port = 5433) },
        { "Port of 'cache' cannot be '6380': the rest of the stacks knows '6379'.", builder => builder.AddValkey("cache").PublishAsReplicationGroup(props => props.Port = 6380) },
        {
            "'first' and 'api' would both be the path of the load balancer '/api/*'. Rename one of them.",
            builder =>
            {
                builder.AddProject("first", OtherModelTests.Api).WithHttpEndpoint().WithExternalHttpEndpoints();
                builder.AddProject("api", Simulator).WithHttpEndpoint().WithExternalHttpEndpoints();
            }
        },
        {
            "'worker' is a job, beside which no collector sends metrics: its alarm 'orders-slow' would never ring.",
            builder => Worker(builder).PublishAsFargateService(settings => settings.RunsToCompletion = true).WithMetricAlarm(DeclaredAlarmTests.Slow)
        },
        { "'api' has the path 'shop/*'; paths begin with /.", builder => Api(builder).PublishAsFargateService(settings => settings.Paths = ["shop/*"]) },
        { "'api' has the health path 'up'; it begins with /.", builder => Api(builder).PublishAsFargateService(settings => settings.HealthPath = "up") },
        {
            "'store' has its connection string from 'other': AWS would make a server that nobody uses. Add one of the two, by builder.ExecutionContext.IsPublishMode.",
            builder => builder.AddPostgres("store").WithConnectionStringRedirection(builder.AddConnectionString("other").Resource)
        },
        {
            "RuntimePlatform of 'api' cannot be changed: its image is built for one processor, which Aws:Graviton says.",
            builder => Api(builder).PublishAsFargateService(taskProps: props => props.RuntimePlatform = new Amazon.CDK.AWS.ECS.RuntimePlatform { CpuArchitecture = Amazon.CDK.AWS.ECS.CpuArchitecture.ARM64 })
        },
        { "Family of 'api' cannot be 'other': the rest of the stacks knows 'shop-api'.", builder => Api(builder).PublishAsFargateService(taskProps: props => props.Family = "other") },
        { "DatabaseName of 'store' cannot be 'other': the rest of the stacks knows empty.", builder => builder.AddPostgres("store").PublishAsRdsInstance(props => props.DatabaseName = "other") },
        {
            "Engine and Credentials of 'store' cannot be changed: the parameter group and the connection strings have them.",
            builder => builder.AddPostgres("store").PublishAsRdsInstance(props => props.Credentials = Amazon.CDK.AWS.RDS.Credentials.FromUsername("me"))
        },
        { "TransitEncryptionEnabled of 'cache' cannot be 'False': the rest of the stacks knows 'True'.", builder => builder.AddValkey("cache").PublishAsReplicationGroup(props => props.TransitEncryptionEnabled = false) },
        { "TEXT of 'api' contains '{{resolve:', which CloudFormation would replace.", builder => Api(builder).WithEnvironment("TEXT", "{{resolve:ssm:/x}}") },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task What_AWS_cannot_do_is_one_line_with_the_name(string line, Action<IDistributedApplicationBuilder> model)
    {
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishedModel.OfAsync(model));

        Assert.Equal(line, failure.Message);
    }

    [Fact]
    public async Task What_is_too_large_for_a_task_or_a_secret_is_one_line_with_its_size()
    {
        var text = new string('x', 70_000);
        var task = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishedModel.OfAsync(builder => Worker(builder).WithEnvironment("TEXT", text)));
        var secret = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishedModel.OfAsync(
            builder => Worker(builder).WithEnvironment("TEXT", ReferenceExpression.Create($"{builder.AddParameter("key", new GenerateParameterDefault { MinLength = 20, Special = false }, secret: true)}{text}"))));

        Assert.Matches("^The task definition 'shop-worker' has 7[0-9],[0-9]{3} bytes; ECS takes 65,536. Shorten its variables and arguments.$", task.Message);
        Assert.Matches("^The secret 'shop/worker/TEXT' has 7[0-9],[0-9]{3} bytes; Secrets Manager takes 65,536. Shorten the text around it.$", secret.Message);
    }

    [Fact]
    public async Task What_the_CDK_refuses_is_one_line_too()
    {
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishedModel.OfAsync(builder => builder.AddValkey("cache")
            .PublishAsReplicationGroup(construct: group => Array.ForEach(["Twice", "Twice"], id => _ = new Constructs.Construct(group, id)))));

        Assert.StartsWith("The AWS CDK could not write the assembly: There is already a Construct with name 'Twice'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_RDS_cannot_name_is_made_by_the_job()
    {
        using var model = await PublishedModel.OfAsync(builder => Api(builder).WithReference(builder.AddPostgres("store").AddDatabase("orders-db")));

        Assert.Null(model.One("AWS::RDS::DBInstance")["DBName"]);
        var job = ComputeTests.Container(model.One("AWS::ECS::TaskDefinition", "Family", "shop-store-databases"), "psql");
        Assert.Contains("CREATE DATABASE %I', 'orders-db'", job["Command"]![2]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("postgres", ComputeTests.Variables(job)["PGDATABASE"]);
    }

    [Fact]
    public async Task A_service_with_https_alone_listens_where_the_load_balancer_asks()
    {
        using var model = await PublishedModel.OfAsync(builder => Api(builder).WithHttpsEndpoint(targetPort: 8443).WithExternalHttpEndpoints());

        Assert.Equal("8443", ComputeTests.Variables(ComputeTests.Container(model.One("AWS::ECS::TaskDefinition", "Family", "shop-api"), "api"))["HTTP_PORTS"]);
        Assert.Equal(8443, (int?)model.One("AWS::ElasticLoadBalancingV2::TargetGroup")["Port"]);
    }

    [Fact]
    public async Task A_page_knows_the_public_address_of_a_service_and_a_service_that_of_a_page()
    {
        using var model = await PublishedModel.OfAsync(
            builder =>
            {
                var api = Api(builder).WithHttpEndpoint().WithExternalHttpEndpoints();
                var page = builder.AddViteApp("web", Page).WithEnvironment("VITE_API", api.GetEndpoint("http"));
                api.WithEnvironment("CORS_HOST", page.GetEndpoint("http").Property(EndpointProperty.Host));
            },
            "--Aws:Domain=example.com");

        Assert.Equal("https://api.example.com", (string?)Deployment(model)["steps"]!.AsArray()[^1]!["buildEnvironment"]!["VITE_API"]);
        Assert.Equal("app.example.com", ComputeTests.Variables(ComputeTests.Container(model.One("AWS::ECS::TaskDefinition", "Family", "shop-api"), "api"))["CORS_HOST"]);
    }

    [Fact]
    public async Task The_build_of_a_page_gets_what_the_model_says_but_no_secret_and_no_address_inside()
    {
        using var model = await PublishedModel.OfAsync(builder => builder.AddViteApp("web", Page)
            .WithReference(Api(builder).WithHttpEndpoint().WithExternalHttpEndpoints())
            .WithEnvironment("VITE_TITLE", "Shop")
            .WithEnvironment("PUBLIC_RELEASE", builder.AddParameter("release", "7"))
            .WithEnvironment("SENTRY_AUTH_TOKEN", builder.AddParameter("sentry", "CANARY-sentry", secret: true)));

        var variables = Deployment(model)["steps"]!.AsArray()[^1]!["buildEnvironment"]!.AsObject();
        Assert.Equal(["PUBLIC_RELEASE=7", "VITE_TITLE=Shop"], variables.Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal));
        Assert.Contains(model.Log, line => line == "The build of 'web' does not get SENTRY_AUTH_TOKEN: no file of the output holds a secret. Set it where the page is built.");
        Assert.DoesNotContain(model.Resources("AWS::SecretsManager::Secret"), secret => (string?)secret.Resource["Properties"]!["Name"] == "shop/sentry");
    }

    [Fact]
    public async Task A_page_may_name_itself()
    {
        using var model = await PublishedModel.OfAsync(
            builder =>
            {
                var page = builder.AddViteApp("web", Page);
                page.WithEnvironment("VITE_SELF", page.GetEndpoint("http"));
            },
            "--Aws:Domain=example.com");

        Assert.Equal("https://app.example.com", (string?)Deployment(model)["steps"]!.AsArray()[^1]!["buildEnvironment"]!["VITE_SELF"]);
    }

    [Fact]
    public async Task A_page_may_call_the_address_that_it_was_built_with()
    {
        using var model = await PublishedModel.OfAsync(
            builder => builder.AddViteApp("web", Page).WithEnvironment("VITE_API", Api(builder).WithHttpEndpoint().WithExternalHttpEndpoints().GetEndpoint("http")),
            "--Aws:Domain=example.com");

        var policy = (string?)model.One("AWS::CloudFront::ResponseHeadersPolicy")["ResponseHeadersPolicyConfig"]!["SecurityHeadersConfig"]!["ContentSecurityPolicy"]!["ContentSecurityPolicy"];
        Assert.EndsWith("; connect-src 'self' https://api.example.com", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_country_that_a_page_is_for_stays()
    {
        using var model = await PublishedModel.OfAsync(builder => builder.AddViteApp("web", Page).PublishAsCloudFrontSite(props => props.GeoRestriction = Amazon.CDK.AWS.CloudFront.GeoRestriction.Allowlist("DE")));

        Assert.Equal("whitelist", (string?)model.One("AWS::CloudFront::Distribution")["DistributionConfig"]!["Restrictions"]!["GeoRestriction"]!["RestrictionType"]);
    }

    [Fact]
    public async Task A_tool_that_somebody_starts_is_a_task_that_no_deployment_runs()
    {
        using var model = await PublishedModel.OfAsync(builder => Worker(builder, "reset").WithReference(builder.AddPostgres("store").AddDatabase("shop")).WithExplicitStart());

        Assert.Empty(model.Resources("AWS::ECS::Service"));
        Assert.NotNull(model.One("AWS::ECS::TaskDefinition", "Family", "shop-reset"));
        Assert.Empty(Deployment(model)["steps"]!.AsArray().Single(step => (string?)step!["kind"] == "jobs")!["jobs"]!.AsArray());
    }

    [Fact]
    public async Task A_task_with_a_role_of_its_own_sends_its_telemetry_as_well()
    {
        using var model = await PublishedModel.OfAsync(builder => Worker(builder).PublishAsFargateService(taskProps: props => props.TaskRole = null));

        var own = model.Resources("AWS::IAM::Policy", "shop-app").Single(policy => policy.Id.Contains("TaskRole", StringComparison.Ordinal)).Resource.ToJsonString();
        Assert.Contains("xray:PutTraceSegments", own, StringComparison.Ordinal);
        Assert.Contains("logs:PutLogEvents", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_metric_may_have_a_name_with_dots_and_quotes()
    {
        using var model = await PublishedModel.OfAsync(builder => Worker(builder).WithMetricAlarm(DeclaredAlarmTests.Slow with { Metric = "shop.it's.failures" }));

        var exporter = CollectorConfiguration.Of(model, "shop-worker")["exporters"]["awsemf"];
        Assert.Equal(@"^(shop\.it's\.failures)$$", exporter["metric_declarations"].List.Single()["metric_name_selectors"].List.Single().Text);
        Assert.Equal("shop.it's.failures", exporter["metric_descriptors"].List.Single()["metric_name"].Text);
    }

    [Fact]
    public async Task A_database_named_with_a_reserved_word_is_made_by_the_job()
    {
        using var model = await PublishedModel.OfAsync(builder => Api(builder).WithReference(builder.AddPostgres("store").AddDatabase("order")));

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
    public async Task Files_of_a_page_that_the_model_puts_into_an_image_are_a_warning()
    {
        using var model = await PublishedModel.OfAsync(builder => Api(builder).WithHttpEndpoint().WithExternalHttpEndpoints().PublishWithContainerFiles(builder.AddViteApp("web", Page), "wwwroot"));

        Assert.Contains("The image of 'api' does not hold the files of 'web' (wwwroot): a page is served from S3 and CloudFront.", model.Log);
    }

    [Fact]
    public async Task A_generated_value_is_made_up_once_by_AWS_also_when_it_is_no_secret()
    {
        using var model = await PublishedModel.OfAsync(builder => Worker(builder).WithEnvironment("SALT", builder.AddParameter("salt", new GenerateParameterDefault { MinLength = 12 })));

        Assert.NotNull(model.One("AWS::SecretsManager::Secret", "Name", "shop/salt")["GenerateSecretString"]);
        Assert.DoesNotContain("SALT", ComputeTests.Variables(ComputeTests.Container(model.One("AWS::ECS::TaskDefinition"), "worker")).Keys);
    }

    [Theory]
    [InlineData("api", "'the load balancer' and 'api' would both be the domain name 'api.example.com'. Rename one of them.")]
    [InlineData("www", "'web' and 'www' would both be the domain name 'www.example.com'. Rename one of them.")]
    public async Task A_second_page_does_not_take_the_name_of_something_else(string name, string line)
    {
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishedModel.OfAsync(
            builder =>
            {
                builder.AddViteApp("web", Page);
                builder.AddViteApp(name, Page);
            },
            "--Aws:Domain=example.com"));

        Assert.Equal(line, failure.Message);
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
            Worker(builder).WithEnvironment("KEY", builder.AddParameter("key", "given", secret: true));
        });

        Assert.Equal(["shop-backups", "shop-logs"], model.Resources("AWS::RDS::DBInstance").Select(server => (string?)server.Resource["Properties"]!["DBInstanceIdentifier"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Replicas_of_the_model_are_the_fewest_tasks()
    {
        using var model = await PublishedModel.OfAsync(builder => Worker(builder).WithReplicas(12));

        var target = model.One("AWS::ApplicationAutoScaling::ScalableTarget");
        Assert.Equal((12, 12), ((int?)target["MinCapacity"], (int?)target["MaxCapacity"]));
    }

    [Fact]
    public async Task One_replica_is_one_task()
    {
        using var model = await PublishedModel.OfAsync(builder => Worker(builder).WithReplicas(1));

        Assert.Equal(1, (int?)model.One("AWS::ApplicationAutoScaling::ScalableTarget")["MinCapacity"]);
    }

    [Fact]
    public async Task The_first_service_of_the_model_is_the_first_whoever_references_whom()
    {
        using var model = await PublishedModel.OfAsync(builder =>
        {
            var first = Api(builder).WithHttpEndpoint().WithExternalHttpEndpoints();
            var second = builder.AddProject("second", Simulator).WithHttpEndpoint().WithExternalHttpEndpoints();
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
            Worker(builder).WithEnvironment("TLS", cache.Resource.PrimaryEndpoint.Property(EndpointProperty.TlsEnabled));
        });

        Assert.Equal("True", ComputeTests.Variables(ComputeTests.Container(model.One("AWS::ECS::TaskDefinition"), "worker"))["TLS"]);
    }

    [Fact]
    public async Task A_connection_string_that_is_optional_and_missing_is_left_out()
    {
        using var model = await PublishedModel.OfAsync(builder => Worker(builder).WithReference(builder.AddConnectionString("legacy"), optional: true));

        Assert.DoesNotContain("ConnectionStrings__legacy", model.One("AWS::ECS::TaskDefinition").ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_program_that_can_check_itself_is_asked_to()
    {
        using var model = await PublishedModel.OfAsync(builder =>
        {
            Api(builder).WithHttpEndpoint().PublishAsFargateService(settings => settings.HealthArguments = ["--healthcheck"]);
            builder.AddProject("other", Simulator).WithHttpEndpoint();
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
            Api(builder).WithComputeEnvironment(there);
            Worker(builder).WithComputeEnvironment(here);
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

    private static JsonNode Deployment(PublishedModel model) => JsonNode.Parse(File.ReadAllText(Path.Combine(model.OutputDirectory, "deployment.json")))!;

    private static IResourceBuilder<ProjectResource> Api(IDistributedApplicationBuilder builder) => builder.AddProject("api", OtherModelTests.Api);

    private static IResourceBuilder<ProjectResource> Worker(IDistributedApplicationBuilder builder, string name = "worker") => builder.AddProject(name, Simulator);
}
