using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Sage.Tests.Aws.Data;

/// <summary>Secrets of every kind: none has its value in a template.</summary>
public sealed class SecretTests(SageTemplates sage)
{
    private static readonly string Simulator = Path.Combine(Projects.Sage_AppHost.ProjectPath, "../Sage.Simulator/Sage.Simulator.csproj");
    private const string Secret = "AWS::SecretsManager::Secret";

    [Theory]
    [InlineData("Production", "sage/postgres", "sage_admin")]
    [InlineData("Production", "sage/valkey", "default")]
    [InlineData("Staging", "sage/staging/postgres", "sage_admin")]
    public async Task Passwords_are_made_by_AWS_of_letters_and_digits(string environment, string name, string user)
    {
        var secret = (await sage.GetAsync(environment)).One(Secret, "Name", name);
        var rules = secret["GenerateSecretString"]!.AsObject();

        Assert.Equal(("32", "true", "true", "password"), (Text(rules, "PasswordLength"), Text(rules, "ExcludePunctuation"), Text(rules, "RequireEachIncludedType"), Text(rules, "GenerateStringKey")));
        Assert.Equal(user, JsonNode.Parse(Text(rules, "SecretStringTemplate"))!["username"]!.GetValue<string>());
        Assert.False(secret.ContainsKey("SecretString"));
    }

    [Fact]
    public async Task Every_secret_of_the_stack_is_encrypted_with_a_key_that_changes_and_stays()
    {
        var published = await sage.GetAsync();
        Assert.All(published.Resources(Secret, "sage-data"), found => Assert.NotNull(found.Resource["Properties"]!["KmsKeyId"]!["Fn::GetAtt"]));
        Assert.All(published.Resources("AWS::KMS::Key"), found =>
        {
            Assert.Equal("true", Text(found.Resource["Properties"]!.AsObject(), "EnableKeyRotation"));
            Assert.StartsWith("Retain", Text(found.Resource, "DeletionPolicy"), StringComparison.Ordinal);
        });
    }

    // CloudFormation itself deletes without recovery.
    [Fact]
    public async Task A_deleted_secret_can_be_taken_back_unless_it_is_composed_of_others()
    {
        var published = await sage.GetAsync();
        var secrets = published.Resources(Secret, "sage-data").ToLookup(found => found.Resource["Properties"]!.AsObject().ContainsKey("SecretString"));
        var guarded = published.Resources("AWS::SecretsManager::ResourcePolicy", "sage-data").Select(found => found.Resource["Properties"]!).ToDictionary(
            policy => policy["SecretId"]!["Ref"]!.GetValue<string>(), policy => Assert.Single(policy["ResourcePolicy"]!["Statement"]!.AsArray())!, StringComparer.Ordinal);

        Assert.All(secrets[false], found =>
        {
            Assert.Equal(("RetainExceptOnCreate", "Retain"), (Text(found.Resource, "DeletionPolicy"), Text(found.Resource, "UpdateReplacePolicy")));
            var guard = guarded[found.Id];
            Assert.Equal(("Deny", "secretsmanager:DeleteSecret"), (guard["Effect"]!.GetValue<string>(), guard["Action"]!.GetValue<string>()));
            Assert.Equal("true", guard["Condition"]!["Bool"]!["secretsmanager:ForceDeleteWithoutRecovery"]!.GetValue<string>());
        });
        Assert.NotEmpty(secrets[true]);
        Assert.All(secrets[true], found => Assert.Equal("Delete", Text(found.Resource, "DeletionPolicy")));
    }

    [Fact]
    public async Task Connection_strings_are_composed_with_TLS_of_references_and_addresses()
    {
        var published = await sage.GetAsync();

        var postgres = Written(published.One(Secret, "Name", "sage/backend/ConnectionStrings__sage"));
        Assert.Matches("^Host=<[^>]+Endpoint.Address>;Port=5432;Username=sage_admin;Password={{resolve:secretsmanager:<[^>]+>:SecretString:password::}};SSL Mode=Require;Database=sage$", postgres);
        var valkey = Written(published.One(Secret, "Name", "sage/backend/ConnectionStrings__valkey"));
        Assert.Matches("^<[^>]+PrimaryEndPoint.Address>:6379,password={{resolve:secretsmanager:<[^>]+>:SecretString:password::}},ssl=true$", valkey);
    }

    [Fact]
    public async Task Whoever_starts_tasks_may_decrypt_through_Secrets_Manager()
    {
        var policies = (await sage.GetAsync()).Resources("AWS::IAM::Policy", "sage-tasks").Select(found => found.Resource["Properties"]!);
        var execution = Assert.Single(policies, policy => policy["Roles"]!.ToJsonString().Contains("Execution", StringComparison.Ordinal));
        var decrypting = Assert.Single(execution["PolicyDocument"]!["Statement"]!.AsArray(), statement => statement!["Action"]!.ToJsonString().Contains("kms:", StringComparison.Ordinal))!;

        Assert.Equal("kms:Decrypt", decrypting["Action"]!.GetValue<string>());
        Assert.Equal("secretsmanager.us-west-2.amazonaws.com", decrypting["Condition"]!["StringEquals"]!["kms:ViaService"]!.GetValue<string>());
        Assert.Contains("Key", decrypting["Resource"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_people_give_is_made_without_a_value_and_what_is_composed_of_it_comes_after()
    {
        using var published = await PublishedModel.OfAsync(model =>
        {
            var key = model.AddParameter("vendor-key", secret: true);
            model.AddProject("shop", Simulator)
                .WithEnvironment("VENDOR_KEY", key)
                .WithEnvironment("VENDOR_HEADER", ReferenceExpression.Create($"Bearer {key}"));
        }, "--Parameters:vendor-key=not-in-a-template");

        var given = published.One(Secret, "Name", "shop/vendor-key");
        Assert.All(["SecretString", "GenerateSecretString"], property => Assert.False(given.ContainsKey(property)));
        var composed = published.One(Secret, "Name", "shop/shop/VENDOR_HEADER", "shop-composed-secrets");
        Assert.StartsWith("Bearer {{resolve:secretsmanager:", Written(composed), StringComparison.Ordinal);
        Assert.All(published.Templates.Values, template => Assert.DoesNotContain("not-in-a-template", template.ToJsonString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, 22, false)]
    [InlineData(false, 40, true)]
    public async Task A_generated_parameter_keeps_its_rules(bool special, int length, bool upper)
    {
        using var published = await PublishedModel.OfAsync(model => model.AddProject("shop", Simulator)
            .WithEnvironment("TOKEN", model.AddParameter("token", new GenerateParameterDefault { MinLength = length, Special = special, Upper = upper }, secret: true)));
        var rules = published.One(Secret, "Name", "shop/token")["GenerateSecretString"]!.AsObject();

        Assert.Equal(
            ($"{length}", special ? "false" : "true", upper ? "false" : "true", special),
            (Text(rules, "PasswordLength"), Text(rules, "ExcludePunctuation"), Text(rules, "ExcludeUppercase"), rules.ContainsKey("ExcludeCharacters")));
    }

    [Fact]
    public async Task More_than_AWS_can_promise_of_a_generated_value_is_refused()
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(async () => (await PublishedModel.OfAsync(model => model.AddProject("shop", Simulator)
            .WithEnvironment("TOKEN", model.AddParameter("token", new GenerateParameterDefault { MinLength = 30, MinNumeric = 3 }, secret: true)))).Dispose());

        Assert.Contains("'token' asks for more than one character of a kind", refused.ToString(), StringComparison.Ordinal);
    }

    private static string Text(JsonObject properties, string name) => properties[name]!.ToString();

    /// <summary>What CloudFormation joins; references in angle brackets.</summary>
    private static string Written(JsonObject secret) => string.Concat(secret["SecretString"]!["Fn::Join"]![1]!.AsArray().Select(part => part switch
    {
        JsonValue text => text.GetValue<string>(),
        _ => $"<{part!["Ref"] ?? string.Join('.', (part["Fn::GetAtt"] ?? new JsonArray(part["Fn::ImportValue"]!.DeepClone())).AsArray().Select(name => name!.ToString()))}>",
    }));
}
