namespace Sage.Tests.Aws.Nag;

/// <summary>Every template against the schemas of AWS, the rules of its linter, and cdk-nag's AwsSolutions.</summary>
public sealed class TemplateRulesTests(CheckedTemplates templates) : IClassFixture<CheckedTemplates>
{
    private const int ShortestReason = 40;

    // Warnings of the linter that hold for every template of the CDK or that the contract wants.
    private static readonly Dictionary<string, string> Accepted = new(StringComparer.Ordinal)
    {
        ["W3005"] = "The CDK orders resources that refer to each other anyway; a second mention changes nothing.",
        ["W3010"] = "The contract names the zones; a list of the account's zones would be another one in another account.",
    };

    [Fact]
    public void No_template_breaks_a_schema_or_a_rule_of_AWSs_linter()
        => Assert.Equal([], templates.Stacks.SelectMany(stack => stack.Lint.Where(finding => !Accepted.ContainsKey(finding.Rule)).Select(finding => Line(stack, finding))));

    [Fact]
    public void Every_warning_that_is_accepted_is_given()
        => Assert.Equal(Accepted.Keys.Order(StringComparer.Ordinal), templates.Stacks.SelectMany(stack => stack.Lint).Select(finding => finding.Rule).Where(Accepted.ContainsKey).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void No_rule_of_cdk_nag_finds_what_is_not_explained()
        => Assert.Equal([], templates.Stacks.SelectMany(stack => stack.Findings.Select(finding => Line(stack, finding))));

    [Fact]
    public void Every_suppression_says_why()
    {
        var suppressions = templates.Stacks.SelectMany(stack => stack.Suppressions).ToArray();

        Assert.NotEmpty(suppressions);
        Assert.Equal([], suppressions.Where(suppression => suppression.Reason.Length < ShortestReason || !suppression.Reason.Trim().Contains(' ', StringComparison.Ordinal))
            .Select(suppression => $"{suppression.Rule} of {suppression.Resource}: {suppression.Reason}"));
    }

    // A suppression holds for all resources of a construct and for every variant: one that a rule asks for is enough.
    [Fact]
    public void Every_suppression_is_asked_for_by_a_rule()
        => Assert.Equal([], templates.Stacks.SelectMany(stack => stack.Suppressions).GroupBy(suppression => (suppression.Rule, suppression.Reason))
            .Where(same => !same.Any(suppression => suppression.Used)).Select(same => $"{same.Key.Rule}: {same.Key.Reason} ({string.Join(", ", same.Select(one => one.Resource).Distinct())})"));

    [Fact]
    public void Every_stack_has_something_to_judge()
        => Assert.All(templates.Stacks, stack => Assert.True(stack.Resources > 0, $"{stack.Name} is empty"));

    [Fact]
    public async Task Mistakes_are_found_by_both()
    {
        var directory = Directory.CreateTempSubdirectory("template-mistakes-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, "wrong.template.json"), """
                { "Resources": {
                    "Queue": { "Type": "AWS::SQS::Queue", "Properties": { "DelaySeconds": "soon", "Colour": "red" } },
                    "Database": { "Type": "AWS::RDS::DBInstance", "Properties": { "Engine": "postgres", "EngineVersion": "18.0", "DBInstanceClass": "db.t3.micro", "AllocatedStorage": "20" },
                      "Metadata": { "cdk_nag": { "rules_to_suppress": [ { "id": "AwsSolutions-RDS3", "reason": "The reason of this test." }, { "id": "AwsSolutions-L1", "reason": "Nobody asked for this one." } ] } } }
                } }
                """, TestContext.Current.CancellationToken);

            var wrong = Assert.Single(await CheckedTemplates.CheckAsync([directory.FullName], TestContext.Current.CancellationToken));

            Assert.Superset(new HashSet<string> { "F3002 Queue", "F3012 Queue", "E9006 Database" }, wrong.Lint.Select(finding => $"{finding.Rule} {finding.Resource}").ToHashSet());
            Assert.Superset(new HashSet<string> { "AwsSolutions-SQS4 Queue", "AwsSolutions-RDS2 Database" }, wrong.Findings.Select(finding => $"{finding.Rule} {finding.Resource}").ToHashSet());
            Assert.DoesNotContain(wrong.Findings, finding => finding.Rule == "AwsSolutions-RDS3");
            Assert.Equal([("AwsSolutions-RDS3", true), ("AwsSolutions-L1", false)], wrong.Suppressions.Select(suppression => (suppression.Rule, suppression.Used)));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static string Line(CheckedStack stack, Finding finding) => $"{stack.Name}: {finding.Rule} ({finding.Level}) {finding.Type} {finding.Resource}: {finding.Says}";
}
