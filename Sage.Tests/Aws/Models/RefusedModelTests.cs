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

/// <summary>What Aspire allows and AWS cannot do, or would do otherwise than it looks: one line with the name.</summary>
public sealed class RefusedModelTests
{
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
            builder => AddApi(builder).WithHttpEndpoint(targetPort: 8080).WithHttpEndpoint(name: "admin", targetPort: 9090)
        },
        {
            "RAW of 'worker' points to the endpoint 'raw' of 'api', which is no HTTP endpoint; AWS has only those.",
            builder => AddWorker(builder).WithEnvironment("RAW", AddApi(builder).WithEndpoint(targetPort: 7000, scheme: "tcp", name: "raw").GetEndpoint("raw"))
        },
        {
            "URL of 'worker' points to 'api', which has no address on AWS.",
            builder => AddWorker(builder).WithEnvironment("URL", AddApi(builder).WithHttpEndpoint().ExcludeFromManifest().GetEndpoint("http"))
        },
        {
            "URL of 'worker' points to 'api', which has no address on AWS.",
            builder =>
            {
                var job = AddApi(builder).WithHttpEndpoint();
                AddWorker(builder).WithEnvironment("URL", job.GetEndpoint("http")).WaitForCompletion(job);
            }
        },
        {
            "VITE_API of 'web' asks for the address of 'api', which is known only with a domain (Aws:Domain); a page reaches its services on its own origin.",
            builder => builder.AddViteApp("web", PageFolder).WithEnvironment("VITE_API", AddApi(builder).WithHttpEndpoint().WithExternalHttpEndpoints().GetEndpoint("http"))
        },
        {
            "VITE_API of 'web' is the address of 'api' inside the network, which browsers do not reach.",
            builder => builder.AddViteApp("web", PageFolder).WithEnvironment("VITE_API", AddApi(builder).WithHttpEndpoint().GetEndpoint("http"))
        },
        { "'MyApi' and 'my-api' would both be the construct 'resource MyApi'. Rename one of them.", builder => AddWorker(builder, "my-api").WithReference(AddWorker(builder, "MyApi").WithHttpEndpoint()) },
        {
            "'worker/A_B' and 'worker/A__B' would both be the construct 'secret WorkerAB'. Rename one of them.",
            builder =>
            {
                var key = builder.AddParameter("key", "given", secret: true);
                AddWorker(builder).WithEnvironment("A_B", ReferenceExpression.Create($"x{key}")).WithEnvironment("A__B", ReferenceExpression.Create($"y{key}"));
            }
        },
        { "'collector' has the name of a container that stands beside the program's; rename it.", builder => builder.AddProject("collector", OtherModelTests.Api) },
        { "'api' has 6 paths; a rule of the load balancer takes 1 to 5.", builder => AddApi(builder).PublishAsFargateService(settings => settings.Paths = ["/1", "/2", "/3", "/4", "/5", "/6"]) },
        { "'api' asks for 300 CPU units and 1024 MiB, which is no size of Fargate.", builder => AddApi(builder).PublishAsFargateService(settings => settings.Cpu = 300) },
        { "'api' asks for at least 5 and at most 3 tasks.", builder => AddApi(builder).PublishAsFargateService(settings => (settings.MinTasks, settings.MaxTasks) = (5, 3)) },
        {
            "VITE_SELF of 'web' asks for the address of the page 'web', which is known only with a domain (Aws:Domain); a page reaches its services on its own origin.",
            builder =>
            {
                var page = builder.AddViteApp("web", PageFolder);
                page.WithEnvironment("VITE_SELF", page.GetEndpoint("http"));
            }
        },
        {
            "VITE_KEY of 'web' would be built into a public page; it must be text, not a secret or an address that AWS chooses.",
            builder => builder.AddViteApp("web", PageFolder).WithEnvironment("VITE_KEY", builder.AddParameter("key", "given", secret: true))
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
                builder.AddProject("api", SimulatorProject).WithHttpEndpoint().WithExternalHttpEndpoints();
            }
        },
        {
            "'worker' is a job, beside which no collector sends metrics: its alarm 'orders-slow' would never ring.",
            builder => AddWorker(builder).PublishAsFargateService(settings => settings.RunsToCompletion = true).WithMetricAlarm(DeclaredAlarmTests.Slow)
        },
        { "'api' has the path 'shop/*'; paths begin with /.", builder => AddApi(builder).PublishAsFargateService(settings => settings.Paths = ["shop/*"]) },
        { "'api' has the health path 'up'; it begins with /.", builder => AddApi(builder).PublishAsFargateService(settings => settings.HealthPath = "up") },
        {
            "'store' has its connection string from 'other': AWS would make a server that nobody uses. Add one of the two, by builder.ExecutionContext.IsPublishMode.",
            builder => builder.AddPostgres("store").WithConnectionStringRedirection(builder.AddConnectionString("other").Resource)
        },
        {
            "RuntimePlatform of 'api' cannot be changed: its image is built for one processor, which Aws:Graviton says.",
            builder => AddApi(builder).PublishAsFargateService(taskProps: props => props.RuntimePlatform = new Amazon.CDK.AWS.ECS.RuntimePlatform { CpuArchitecture = Amazon.CDK.AWS.ECS.CpuArchitecture.ARM64 })
        },
        { "Family of 'api' cannot be 'other': the rest of the stacks knows 'shop-api'.", builder => AddApi(builder).PublishAsFargateService(taskProps: props => props.Family = "other") },
        { "DatabaseName of 'store' cannot be 'other': the rest of the stacks knows empty.", builder => builder.AddPostgres("store").PublishAsRdsInstance(props => props.DatabaseName = "other") },
        {
            "Engine and Credentials of 'store' cannot be changed: the parameter group and the connection strings have them.",
            builder => builder.AddPostgres("store").PublishAsRdsInstance(props => props.Credentials = Amazon.CDK.AWS.RDS.Credentials.FromUsername("me"))
        },
        { "TransitEncryptionEnabled of 'cache' cannot be 'False': the rest of the stacks knows 'True'.", builder => builder.AddValkey("cache").PublishAsReplicationGroup(props => props.TransitEncryptionEnabled = false) },
        { "TEXT of 'api' contains '{{resolve:', which CloudFormation would replace.", builder => AddApi(builder).WithEnvironment("TEXT", "{{resolve:ssm:/x}}") },
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
        var task = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishedModel.OfAsync(builder => AddWorker(builder).WithEnvironment("TEXT", text)));
        var secret = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishedModel.OfAsync(
            builder => AddWorker(builder).WithEnvironment("TEXT", ReferenceExpression.Create($"{builder.AddParameter("key", new GenerateParameterDefault { MinLength = 20, Special = false }, secret: true)}{text}"))));

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
}
