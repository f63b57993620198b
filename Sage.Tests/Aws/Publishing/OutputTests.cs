using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Sage.Api.Data;
using Sage.AppHost.Aws.Settings;

namespace Sage.Tests.Aws.Publishing;

/// <summary>What lies in the output directory.</summary>
public sealed partial class OutputTests(SageTemplates sage)
{
    [Fact]
    public async Task Publishing_twice_gives_identical_bytes()
    {
        var first = await sage.GetAsync();
        using var second = await PublishedModel.OfSageAsync("--environment", "Production", "--phase", "mvp");

        Assert.Equal(Contents(first), Contents(second));
    }

    [Fact]
    public async Task No_secret_value_is_anywhere()
    {
        using var model = await PublishedModel.OfSageAsync(
            "--Parameters:postgres-password=CANARY-pg", "--Parameters:valkey-password=CANARY-valkey", "--Parameters:anthropic-api-key=CANARY-key");

        Assert.DoesNotContain(Contents(model).Values, text => text.Contains("CANARY", StringComparison.Ordinal));
        Assert.DoesNotContain(model.Log, line => line.Contains("CANARY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_of_the_publishing_machine_is_in_it()
        => Assert.DoesNotContain(Contents(await sage.GetAsync()).Values, text => text.Contains(Path.GetDirectoryName(Projects.Sage_AppHost.ProjectPath)!, StringComparison.Ordinal));

    [Fact]
    public async Task Two_environments_share_no_name()
    {
        var production = Names(await sage.GetAsync()).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(Names(await sage.GetAsync("Staging")), production.Contains);
    }

    [Fact]
    public async Task Files_of_an_earlier_run_go_and_those_of_others_stay()
    {
        var directory = PublishedModel.NewDirectory();
        var mine = Path.Combine(directory, "notes.txt");
        await File.WriteAllTextAsync(mine, "mine", TestContext.Current.CancellationToken);
        await PublishedModel.OfAsync(directory, builder => builder.AddValkey("cache"), "--environment", "Staging");
        Assert.True(File.Exists(Path.Combine(directory, "shop-staging-data.template.json")));

        using var model = await PublishedModel.OfAsync(directory, builder => builder.AddValkey("cache"));

        Assert.False(File.Exists(Path.Combine(directory, "shop-staging-data.template.json")));
        Assert.True(File.Exists(Path.Combine(directory, "shop-data.template.json")));
        Assert.Equal("mine", await File.ReadAllTextAsync(mine, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_deployment_says_what_comes_after_what()
    {
        var model = await sage.GetAsync();
        var deployment = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(model.OutputDirectory, "deployment.json"), TestContext.Current.CancellationToken))!;

        Assert.Equal(
            ["sage-network", "sage-alerts", "secrets", "sage-backup-copy", "sage-data", "secrets", "sage-edge", "images", "sage-tasks", "jobs", "sage-app", "site"],
            deployment["steps"]!.AsArray().Select(step => (string?)(step!["stack"] ?? step["kind"])));
        Assert.Equal(["discord-webhook-errors", "discord-webhook-performance", "discord-webhook-business"], deployment["steps"]![2]!["secrets"]!.AsArray().Select(secret => (string?)secret!["parameter"]));
        Assert.Equal(["anthropic-api-key"], deployment["steps"]![5]!["secrets"]!.AsArray().Select(secret => (string?)secret!["parameter"]));
        var jobs = deployment["steps"]![9]!;
        Assert.Equal(("sage-cluster", "output PrivateSubnetIds of sage-network"), ((string?)jobs["cluster"], (string?)jobs["subnets"]));
        Assert.Equal(("sage-migrations", "output BackendSecurityGroupId of sage-network"), ((string?)jobs["jobs"]![0]!["taskDefinition"], (string?)jobs["jobs"]![0]!["securityGroup"]));
        Assert.Equal("output FrontendDistributionId of sage-app", (string?)deployment["steps"]![11]!["distribution"]);
        Assert.All(["LoadBalancerDnsName", "FrontendDistributionId"], output => Assert.NotNull(model.Templates["sage-app"]["Outputs"]![output]));
        Assert.All(["VpcId", "PrivateSubnetIds", "BackendSecurityGroupId"], output => Assert.NotNull(model.Templates["sage-network"]["Outputs"]![output]));
    }

    [Theory]
    [InlineData("mvp")]
    [InlineData("growth")]
    [InlineData("scale")]
    public void Connections_of_both_generations_of_a_deployment_fit_into_the_database(string phase)
    {
        const int leaseConnections = 1;
        const int generations = 2;
        var sizing = SizingTable.For(Enum.Parse<Phase>(phase, ignoreCase: true), DeploymentStage.Production);

        Assert.True((new DatabaseOptions().MaxPoolSize + leaseConnections) * sizing.MaxTasks * generations < sizing.DatabaseMaxConnections);
    }

    [Theory]
    [InlineData("mvp", "2–10", "db.t3.micro", "0", "150", "cache.t3.micro")]
    [InlineData("growth", "5–10", "db.t3.small", "1", "200", "cache.t3.small")]
    [InlineData("scale", "10–20", "db.r6g.large", "2", "1000", "cache.r6g.large")]
    public async Task The_documented_sizes_are_the_real_ones(string phase, params string[] documented)
    {
        var sizing = SizingTable.For(Enum.Parse<Phase>(phase, ignoreCase: true), DeploymentStage.Production);
        var page = await File.ReadAllLinesAsync(Path.Combine(Projects.Sage_AppHost.ProjectPath, "../docs/aws.md"), TestContext.Current.CancellationToken);
        var row = page.Single(line => line.StartsWith($"| {phase} | {documented[0]} ", StringComparison.Ordinal));

        Assert.Equal(
            documented,
            (string[])[$"{sizing.MinTasks}–{sizing.MaxTasks}", sizing.DatabaseClass, $"{sizing.DatabaseReplicas}", $"{sizing.DatabaseMaxConnections}", sizing.CacheNodeType]);
        Assert.All(documented, value => Assert.Contains(value, row, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Production", "mvp")]
    [InlineData("Production", "growth")]
    public async Task No_retired_runtime_and_no_custom_resource_of_the_CDK(string environment, string phase)
    {
        var model = await sage.GetAsync(environment, phase);

        Assert.All(model.Resources("AWS::Lambda::Function"), function => Assert.Equal("nodejs22.x", (string?)function.Resource["Properties"]!["Runtime"]));
        Assert.DoesNotContain(model.Templates.Values.SelectMany(template => template["Resources"]!.AsObject()), resource =>
            ((string)resource.Value!["Type"]!).StartsWith("Custom::", StringComparison.Ordinal) || (string?)resource.Value["Type"] == "AWS::CloudFormation::CustomResource");
    }

    [Theory]
    [InlineData("Production", "mvp")]
    [InlineData("Production", "growth")]
    public async Task Statements_of_IAM_name_actions_and_resources(string environment, string phase)
    {
        var statements = (await sage.GetAsync(environment, phase)).Resources("AWS::IAM::Policy")
            .SelectMany(policy => policy.Resource["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray()).Select(statement => statement!).ToArray();

        Assert.NotEmpty(statements);
        Assert.DoesNotContain(statements.SelectMany(statement => Many(statement["Action"])), action => action.Contains('*', StringComparison.Ordinal));
        // Calls without a resource to name: the service's own list of actions says so for each.
        string[] withoutResource = ["ecr:GetAuthorizationToken", "xray:PutTraceSegments", "xray:PutTelemetryRecords", "cloudwatch:GetMetricData"];
        Assert.All(
            statements.Where(statement => Many(statement["Resource"]).Contains("*", StringComparer.Ordinal)),
            statement => Assert.Subset(withoutResource.ToHashSet(StringComparer.Ordinal), Many(statement["Action"]).ToHashSet(StringComparer.Ordinal)));
        // Part of a name: the streams of one log group.
        Assert.All(
            statements.SelectMany(statement => Many(statement["Resource"])).Where(resource => resource != "*" && resource.Contains('*', StringComparison.Ordinal)),
            resource => Assert.EndsWith(":*\"]]}", resource, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Many(JsonNode? value) => value switch
    {
        JsonArray array => array.Select(item => item is JsonValue ? (string)item! : item!.ToJsonString()),
        JsonValue single => [(string)single!],
        JsonObject computed => [computed.ToJsonString()],
        _ => [],
    };

    private static Dictionary<string, string> Contents(PublishedModel model) => Directory.GetFiles(model.OutputDirectory, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(model.OutputDirectory, file), File.ReadAllText, StringComparer.Ordinal);

    // Properties by which AWS knows a thing within an account.
    private static IEnumerable<string> Names(PublishedModel model) => ResourceNames(model).Concat(ConfiguredNames(model)).Concat(
        model.Templates.Values.SelectMany(template => template["Outputs"]?.AsObject() ?? []).Select(output => output.Value!["Export"]?["Name"]).OfType<JsonValue>().Select(name => $"export {name}"));

    // Of what CloudFront and AWS Budgets have one level deeper.
    private static IEnumerable<string> ConfiguredNames(PublishedModel model) =>
        from template in model.Templates.Values
        from resource in template["Resources"]!.AsObject()
        from property in resource.Value!["Properties"]?.AsObject() ?? []
        where property.Key is "CachePolicyConfig" or "OriginAccessControlConfig" or "ResponseHeadersPolicyConfig" or "Budget"
        select $"{resource.Value["Type"]} {property.Value!["Name"] ?? property.Value["BudgetName"] ?? throw new InvalidOperationException($"{resource.Key} has no name.")}";

    private static IEnumerable<string> ResourceNames(PublishedModel model) =>
        from template in model.Templates.Values
        from resource in template["Resources"]!.AsObject()
        from property in resource.Value!["Properties"]?.AsObject() ?? []
        where (NameProperty().IsMatch(property.Key) || (property.Key == "Family" && (string?)resource.Value["Type"] == "AWS::ECS::TaskDefinition")) && property.Value is JsonValue
        select $"{resource.Value["Type"]} {property.Key} {property.Value}";

    [GeneratedRegex("^(Name|AliasName|DBInstanceIdentifier|ReplicationGroupId|UserGroupId|UserId|GroupName|(Alarm|Bucket|CacheSubnetGroup|Cluster|Dashboard|DBSubnetGroup|Subscription|Function|LoadBalancer|LogGroup|Queue|Repository|Role|Service|TargetGroup|Topic|Trail|BackupVault|BackupPlan)Name)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NameProperty();
}
