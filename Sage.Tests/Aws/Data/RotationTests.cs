using System.Text.Json.Nodes;

namespace Sage.Tests.Aws.Data;

/// <summary>What changes passwords, and what follows from a changed one.</summary>
public sealed class RotationTests(SageTemplates sage)
{
    private const string Function = "AWS::Lambda::Function";
    private const string Schedule = "AWS::SecretsManager::RotationSchedule";

    [Theory]
    [InlineData("Production", "mvp", 0)]
    [InlineData("Production", "growth", 2)]
    [InlineData("Production", "scale", 2)]
    [InlineData("Staging", "growth", 2)]
    public async Task Passwords_change_by_themselves_from_growth_on(string environment, string phase, int rotated)
    {
        var schedules = (await sage.GetAsync(environment, phase)).Resources(Schedule).Select(found => found.Resource["Properties"]!).ToArray();

        Assert.Equal(rotated, schedules.Length);
        Assert.All(schedules, schedule =>
        {
            Assert.Equal(("rate(30 days)", "3h"), ((string)schedule["RotationRules"]!["ScheduleExpression"]!, (string)schedule["RotationRules"]!["Duration"]!));
            Assert.False((bool)schedule["RotateImmediatelyOnUpdate"]!);
        });
    }

    [Fact]
    public async Task Functions_have_a_runtime_with_a_future_and_their_code_beside_the_templates()
    {
        var published = await sage.GetAsync(phase: "growth");
        var functions = published.Resources(Function, "sage-data").Select(found => found.Resource["Properties"]!.AsObject()).ToArray();

        Assert.Equal(["sage-compose-secrets", "sage-rotate-postgres", "sage-rotate-valkey"], functions.Select(function => (string)function["FunctionName"]!).Order(StringComparer.Ordinal));
        Assert.All(functions, function =>
        {
            Assert.Equal("nodejs22.x", (string)function["Runtime"]!);
            var module = ((string)function["Handler"]!).Split('.')[0];
            Assert.True(File.Exists(Path.Combine(CodeOf(published, function), $"{module}.mjs")));
        });
    }

    [Fact]
    public async Task A_function_may_do_what_its_server_and_its_secret_need_and_nothing_else()
    {
        var published = await sage.GetAsync(phase: "growth");

        Assert.Equal(
            ["logs:CreateLogStream", "logs:PutLogEvents", "secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage", "kms:Decrypt", "kms:GenerateDataKey", "rds:ModifyDBInstance", "rds:DescribeDBInstances"],
            Statements(published, "PostgresPasswordRotation").SelectMany(Actions));
        Assert.Equal(["elasticache:ModifyUser", "elasticache:DescribeUsers"], Statements(published, "ValkeyPasswordRotation").SelectMany(Actions).TakeLast(2));
        Assert.All(
            ["PostgresPasswordRotation", "ValkeyPasswordRotation", "SecretRenewal"],
            role => Assert.All(Statements(published, role), statement => Assert.NotEqual("*", statement["Resource"]!.ToString())));
        Assert.EndsWith(":service/sage-cluster/sage-backend", Assert.Single(Statements(published, "SecretRenewal"), statement => (string?)statement["Sid"] == "RestartServices")["Resource"]!["Fn::Join"]![1]!.AsArray()[^1]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", "mvp", "sage/postgres")]
    [InlineData("Staging", "growth", "sage/staging/postgres")]
    public async Task A_change_of_any_secret_that_is_read_is_heard_by_hand_or_by_rotation(string environment, string phase, string name)
    {
        var published = await sage.GetAsync(environment, phase);
        var pattern = published.Resources("AWS::Events::Rule", published.Templates.Keys.Single(stack => stack.EndsWith("-data", StringComparison.Ordinal)))
            .Select(found => found.Resource["Properties"]!["EventPattern"]!).Single(pattern => (string)pattern["source"]![0]! == "aws.secretsmanager");

        Assert.Equal(("Secret Label Updated", "AWSCURRENT"), ((string)pattern["detail-type"]![0]!, (string)pattern["detail"]!["labelUpdated"]![0]!));
        var names = pattern["detail"]!["name"]!.AsArray().Select(item => (string)item!).ToArray();
        Assert.Contains(name, names);
        // What is composed is written by the function itself: hearing of that, it would never come to an end.
        Assert.DoesNotContain(names, heard => heard.Contains("ConnectionStrings", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_function_knows_how_secrets_are_composed_and_who_reads_them_and_no_value()
    {
        var published = await sage.GetAsync();
        var function = published.One(Function, "FunctionName", "sage-compose-secrets");
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(CodeOf(published, function), "settings.json"), TestContext.Current.CancellationToken))!;

        Assert.Equal("sage-cluster", (string)settings["cluster"]!);
        Assert.Equal(
            """[{"host":"valkey"},{"text":":6379,password="},{"secret":"sage/valkey","field":"password"},{"text":",ssl=true"}]""",
            settings["composed"]!["sage/backend/ConnectionStrings__valkey"]!.ToJsonString());
        Assert.Contains("sage/backend/ConnectionStrings__sage", settings["services"]!["sage-backend"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(["HOSTS"], function["Environment"]!["Variables"]!.AsObject().Select(variable => variable.Key));
    }

    [Fact]
    public async Task What_could_not_follow_waits_and_rings()
    {
        var published = await sage.GetAsync();

        Assert.Equal("true", published.One("AWS::SQS::Queue", "QueueName", "sage-compose-secrets-dead-letters")["SqsManagedSseEnabled"]!.ToString());
        Assert.Equal("ApproximateNumberOfMessagesVisible", (string)published.One("AWS::CloudWatch::Alarm", "AlarmName", "sage-secrets-not-renewed")["MetricName"]!);
        Assert.NotNull(published.One("AWS::Lambda::EventInvokeConfig", stack: "sage-data")["DestinationConfig"]!["OnFailure"]);
    }

    private static string CodeOf(PublishedModel published, JsonObject function)
        => Path.Combine(published.OutputDirectory, $"asset.{((string)function["Code"]!["S3Key"]!).Replace(".zip", "", StringComparison.Ordinal)}");

    private static IEnumerable<JsonObject> Statements(PublishedModel published, string role) => published.Resources("AWS::IAM::Policy", "sage-data")
        .Where(found => found.Id.StartsWith(role, StringComparison.Ordinal)).SelectMany(found => found.Resource["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray()).Select(statement => statement!.AsObject());

    private static IEnumerable<string> Actions(JsonObject statement) => statement["Action"] is JsonArray several ? several.Select(action => (string)action!) : [(string)statement["Action"]!];
}
