using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Sage.AppHost.Aws.Customization;
using Sage.Tests.Aws.Compute;
using Sage.Tests.Aws.Network;

namespace Sage.Tests.Aws.Models;

/// <summary>Models other than Sage's: the publisher knows types of resources, not names.</summary>
public sealed class OtherModelTests
{
    internal static readonly string Api = Path.Combine(Projects.Sage_AppHost.ProjectPath, "../Sage.Api/Sage.Api.csproj");
    private static readonly string Simulator = Path.Combine(Projects.Sage_AppHost.ProjectPath, "../Sage.Simulator/Sage.Simulator.csproj");
    private static readonly string Page = Path.Combine(Projects.Sage_AppHost.ProjectPath, "../Sage.Web");

    [Fact]
    public async Task Two_apis_a_worker_two_databases_and_two_pages_need_no_change_of_the_publisher()
    {
        using var model = await PublishedModel.OfAsync(builder =>
        {
            var server = builder.AddPostgres("store");
            var orders = server.AddDatabase("orders");
            var stock = server.AddDatabase("stock-db", "stock");
            var cache = builder.AddValkey("cache");
            var first = builder.AddProject("orders-api", Api).WithHttpEndpoint(targetPort: 8080).WithExternalHttpEndpoints().WithReference(orders);
            var second = builder.AddProject("stock-api", Simulator).WithHttpEndpoint(targetPort: 9000).WithExternalHttpEndpoints().WithReference(stock).WithReference(first);
            builder.AddProject("mailer", Simulator).WithReference(cache);
            builder.AddViteApp("shop", Page).WithReference(first).WithReference(second);
            builder.AddViteApp("back-office", Page).WithReference(second);
        });

        Assert.Equal(["shop-mailer", "shop-orders-api", "shop-stock-api"], model.Resources("AWS::ECS::Service").Select(service => (string?)service.Resource["Properties"]!["ServiceName"]).Order(StringComparer.Ordinal));
        Assert.Equal(["shop-orders-api", "shop-stock-api"], model.Resources("AWS::ECR::Repository").Select(repository => (string?)repository.Resource["Properties"]!["RepositoryName"]).Order(StringComparer.Ordinal));
        Assert.Equal("[\"/stock-api/*\"]", model.One("AWS::ElasticLoadBalancingV2::ListenerRule")["Conditions"]![0]!["PathPatternConfig"]!["Values"]!.ToJsonString());
        Assert.Equal(2, model.Resources("AWS::CloudFront::Distribution").Count());
        var job = ComputeTests.Container(model.One("AWS::ECS::TaskDefinition", "Family", "shop-store-databases"), "psql");
        Assert.Contains("CREATE DATABASE %I', 'stock'", job["Command"]![2]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            [
                "pl-82a045eb -> shop-alb:80", "shop-alb -> shop-orders-api:8080", "shop-alb -> shop-stock-api:9000", "shop-orders-api -> shop-store:5432",
                "shop-stock-api -> shop-cache:6379", "shop-stock-api -> shop-orders-api:8080", "shop-stock-api -> shop-store:5432",
            ],
            SecurityGroupTests.Edges(model));
    }

    [Fact]
    public async Task A_service_finds_another_one_by_its_private_name()
    {
        using var model = await PublishedModel.OfAsync(builder =>
        {
            var inner = builder.AddProject("inner", Api).WithHttpEndpoint(targetPort: 8081);
            builder.AddProject("outer", Simulator).WithHttpEndpoint().WithExternalHttpEndpoints().WithReference(inner);
        });

        var outer = ComputeTests.Variables(ComputeTests.Container(model.One("AWS::ECS::TaskDefinition", "Family", "shop-outer"), "outer"));
        Assert.Equal("http://inner.shop.internal:8081", outer["services__inner__http__0"]);
        Assert.Equal("shop.internal", (string?)model.One("AWS::ServiceDiscovery::PrivateDnsNamespace")["Name"]);
        Assert.Equal("inner", (string?)model.One("AWS::ServiceDiscovery::Service")["Name"]);
    }

    [Fact]
    public async Task Text_secrets_and_mixtures_reach_the_task_each_in_its_own_way()
    {
        using var model = await PublishedModel.OfAsync(
            builder =>
            {
                var key = builder.AddParameter("api-key", secret: true);
                var tenant = builder.AddParameter("tenant");
                builder.AddProject("api", Api)
                    .WithEnvironment("Plain", tenant)
                    .WithEnvironment("Key", key)
                    .WithEnvironment("Mixed", ReferenceExpression.Create($"{tenant};key={key}"))
                    .WithEnvironment("Braces", ReferenceExpression.Create($"{{{tenant}}}"));
            },
            "--Parameters:api-key=CANARY-1f0c", "--Parameters:tenant=acme");

        var api = ComputeTests.Container(model.One("AWS::ECS::TaskDefinition", "Family", "shop-api"), "api");
        Assert.Equal("acme", ComputeTests.Variables(api)["Plain"]);
        Assert.Equal("{acme}", ComputeTests.Variables(api)["Braces"]);
        Assert.Equal(["Key", "Mixed"], api["Secrets"]!.AsArray().Select(secret => (string?)secret!["Name"]));
        Assert.Null(model.One("AWS::SecretsManager::Secret", "Name", "shop/api-key")["SecretString"]);
        var mixed = model.One("AWS::SecretsManager::Secret", "Name", "shop/api/Mixed")["SecretString"]!.ToJsonString();
        Assert.Contains("acme;key={{resolve:secretsmanager:", mixed, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(model.OutputDirectory, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("CANARY-1f0c", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_resource_that_nobody_maps_is_named()
    {
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishedModel.OfAsync(builder => builder.AddContainer("legacy", "ghcr.io/acme/legacy", "1.0")));

        Assert.StartsWith("'legacy' (ContainerResource) cannot be published to AWS.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_excluded_from_the_manifest_is_left_out()
    {
        using var model = await PublishedModel.OfAsync(builder => builder.AddContainer("legacy", "ghcr.io/acme/legacy", "1.0").ExcludeFromManifest());

        Assert.Empty(model.Resources("AWS::ECS::Service"));
    }

    [Fact]
    public async Task Callbacks_change_the_properties_before_and_the_construct_after()
    {
        using var model = await PublishedModel.OfAsync(builder => builder.AddProject("api", Api).WithHttpEndpoint().WithExternalHttpEndpoints()
            .PublishAsFargateService(
                settings => (settings.Cpu, settings.MemoryMiB, settings.MaxTasks) = (1024, 2048, 3),
                props => props.MinHealthyPercent = 50,
                service => Amazon.CDK.Tags.Of(service).Add("Team", "orders")));

        var service = model.One("AWS::ECS::Service");
        Assert.Equal(50, (int?)service["DeploymentConfiguration"]!["MinimumHealthyPercent"]);
        Assert.Equal("orders", NetworkTests.Tag(service, "Team"));
        Assert.Equal(("1024", "2048"), ((string)model.One("AWS::ECS::TaskDefinition")["Cpu"]!, (string)model.One("AWS::ECS::TaskDefinition")["Memory"]!));
        Assert.Equal(3, (int?)model.One("AWS::ApplicationAutoScaling::ScalableTarget")["MaxCapacity"]);
    }
}
