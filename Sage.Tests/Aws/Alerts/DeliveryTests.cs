using System.Text.Json.Nodes;

namespace Sage.Tests.Aws.Alerts;

/// <summary>The way of an alarm: topic, key, function, webhooks, dead letters.</summary>
public sealed class DeliveryTests(SageTemplates sage)
{
    private const string Stack = "sage-alerts";

    [Fact]
    public async Task Services_may_publish_to_the_encrypted_topic_with_a_key_of_its_own()
    {
        var model = await sage.GetAsync();
        var topic = model.One("AWS::SNS::Topic", "TopicName", "sage-alerts");
        var publish = Statement(model.One("AWS::SNS::TopicPolicy", stack: Stack), "ServicesOfThisAccountPublish");
        var key = Statement(model.One("AWS::KMS::Key", stack: Stack), "ServicesPublishAlarms", "KeyPolicy");

        Assert.Contains("Key", topic["KmsMasterKeyId"]!.ToJsonString(), StringComparison.Ordinal);
        string[] publishers = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com", "events.rds.amazonaws.com"];
        Assert.Equal(publishers, publish["Principal"]!["Service"]!.AsArray().Select(service => (string)service!));
        Assert.Equal([.. publishers, "events.amazonaws.com"], key["Principal"]!["Service"]!.AsArray().Select(service => (string)service!));
        Assert.Equal("""["kms:GenerateDataKey*","kms:Decrypt"]""", key["Action"]!.ToJsonString());
        Assert.Equal("""{"StringEquals":{"aws:SourceAccount":{"Ref":"AWS::AccountId"}}}""", publish["Condition"]!.ToJsonString());
        Assert.True((bool?)model.One("AWS::KMS::Key", stack: Stack)["EnableKeyRotation"]);
    }

    [Fact]
    public async Task Rules_may_publish_without_a_condition_as_event_bridge_meets_none()
    {
        var rules = Statement((await sage.GetAsync()).One("AWS::SNS::TopicPolicy", stack: Stack), "RulesPublish");

        Assert.Equal(("Allow", "sns:Publish", "events.amazonaws.com"), ((string?)rules["Effect"], (string?)rules["Action"], (string?)rules["Principal"]!["Service"]));
        Assert.Null(rules["Condition"]);
    }

    [Theory]
    [InlineData("AWS::SNS::TopicPolicy")]
    [InlineData("AWS::SQS::QueuePolicy")]
    public async Task Nothing_is_taken_over_connections_without_tls(string type)
    {
        var statements = (await sage.GetAsync()).One(type, stack: Stack)["PolicyDocument"]!["Statement"]!.AsArray();

        Assert.Contains(statements, statement => (string?)statement!["Effect"] == "Deny" && statement["Condition"]!.ToJsonString() == """{"Bool":{"aws:SecureTransport":"false"}}""");
    }

    [Fact]
    public async Task The_webhooks_are_secrets_without_a_value_that_stay_when_the_stack_goes()
    {
        var secrets = (await sage.GetAsync()).Resources("AWS::SecretsManager::Secret", Stack).Select(secret => secret.Resource).ToArray();

        Assert.Equal(
            ["sage/discord-webhook-errors", "sage/discord-webhook-performance", "sage/discord-webhook-business"],
            secrets.Select(secret => (string?)secret["Properties"]!["Name"]));
        Assert.Equal(
            ["WebhooksBusinessFC5367DD", "WebhooksErrors14999405", "WebhooksPerformance7AF9FE95"],
            (await sage.GetAsync()).Resources("AWS::SecretsManager::ResourcePolicy", Stack).Select(policy => (string?)policy.Resource["Properties"]!["SecretId"]!["Ref"]).Order(StringComparer.Ordinal));
        Assert.All(secrets, secret =>
        {
            Assert.Null(secret["Properties"]!["SecretString"] ?? secret["Properties"]!["GenerateSecretString"]);
            Assert.NotNull(secret["Properties"]!["KmsKeyId"]);
            Assert.Equal(("RetainExceptOnCreate", "Retain"), ((string)secret["DeletionPolicy"]!, (string)secret["UpdateReplacePolicy"]!));
        });
    }

    [Theory]
    [InlineData("Production", "discord-alert", "sage/discord-webhook-errors")]
    [InlineData("Staging", "sage-staging-discord-alert", "sage/staging/discord-webhook-errors")]
    public async Task The_function_knows_the_names_of_its_secrets_and_keeps_what_it_cannot_send(string environment, string name, string secret)
    {
        var model = await sage.GetAsync(environment);
        var function = model.One("AWS::Lambda::Function", "FunctionName", name);

        Assert.Equal(("nodejs22.x", "index.handler", "Active"), ((string)function["Runtime"]!, (string)function["Handler"]!, (string)function["TracingConfig"]!["Mode"]!));
        Assert.Equal(secret, (string?)function["Environment"]!["Variables"]!["WEBHOOK_ERRORS"]);
        Assert.Equal(environment, (string?)function["Environment"]!["Variables"]!["ENVIRONMENT"]);
        Assert.Equal(30, (int?)model.One("AWS::Logs::LogGroup", "LogGroupName", $"/aws/lambda/{name}")["RetentionInDays"]);
        var calls = model.One("AWS::Lambda::EventInvokeConfig", stack: environment == "Production" ? "sage-alerts" : "sage-staging-alerts");
        Assert.Equal(2, (int?)calls["MaximumRetryAttempts"]);
        Assert.Contains("DeadLetters", calls["DestinationConfig"]!["OnFailure"]!["Destination"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("DeadLetters", model.One("AWS::SNS::Subscription", "Protocol", "lambda")["RedrivePolicy"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_function_may_do_nothing_with_everything_but_what_has_no_resources()
    {
        var statements = (await sage.GetAsync()).Resources("AWS::IAM::Policy", Stack).SelectMany(policy => policy.Resource["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray()).ToArray();

        Assert.NotEmpty(statements);
        Assert.Equal(
            ["cloudwatch:GetMetricData", "xray:PutTelemetryRecords", "xray:PutTraceSegments"],
            statements.Where(statement => statement!["Resource"]!.ToJsonString().Contains("\"*\"", StringComparison.Ordinal)).SelectMany(Actions).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(statements.SelectMany(Actions), action => action.Contains('*', StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_asset_is_the_code_without_its_tests()
    {
        var model = await sage.GetAsync();
        var folder = Assert.Single(Directory.GetFiles(model.OutputDirectory, "discord.mjs", SearchOption.AllDirectories).Select(Path.GetDirectoryName))!;

        Assert.Equal(
            Directory.GetFiles(NodeProgram.Lambda, "*.mjs").Select(Path.GetFileName).Order(StringComparer.Ordinal),
            Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_budget_of_the_month_says_when_it_is_nearly_used_up_used_up_and_going_to_be()
    {
        var budget = (await sage.GetAsync()).One("AWS::Budgets::Budget");

        Assert.Equal("""{"Amount":600,"Unit":"USD"}""", budget["Budget"]!["BudgetLimit"]!.ToJsonString());
        Assert.Equal(
            ["ACTUAL 80", "ACTUAL 100", "FORECASTED 100"],
            budget["NotificationsWithSubscribers"]!.AsArray().Select(notification => $"{notification!["Notification"]!["NotificationType"]} {notification["Notification"]!["Threshold"]}"));
    }

    [Fact]
    public async Task Runbooks_are_links_and_alarms_are_sent_by_mail_too_when_the_settings_say_so()
    {
        var model = await sage.GetAsync(settings: ["--Aws:RunbookUrl=https://example.com/sage", "--Aws:AlertEmail=oncall@example.com"]);

        Assert.Equal("https://example.com/sage", (string?)model.One("AWS::Lambda::Function", "FunctionName", "discord-alert")["Environment"]!["Variables"]!["RUNBOOK_URL"]);
        Assert.Equal("oncall@example.com", (string?)model.One("AWS::SNS::Subscription", "Protocol", "email")["Endpoint"]);
    }

    private static IEnumerable<string> Actions(JsonNode? statement)
        => statement!["Action"] is JsonArray actions ? actions.Select(action => (string)action!) : [(string)statement["Action"]!];

    private static JsonObject Statement(JsonObject policy, string sid, string document = "PolicyDocument")
        => Assert.Single(policy[document]!["Statement"]!.AsArray(), statement => (string?)statement!["Sid"] == sid)!.AsObject();
}
