using Sage.AppHost.Aws.Cost;

namespace Sage.Tests.Aws.Cost;

public sealed class UnknownCostTests
{
    [Fact]
    public void A_region_without_prices_makes_lines_unknown_and_the_total_says_what_it_leaves_out()
    {
        var report = Stacks.Estimate(Stacks.With(""" "N": { "Type": "AWS::EC2::NatGateway" }, "Z": { "Type": "AWS::Route53::HostedZone" } """, "eu-central-1")).Report;
        Assert.Equal(0.50m, report.Total.Monthly);
        Assert.Equal("unknown for eu-central-1 (known for us-west-2, us-east-1)", Assert.Single(report.Lines, l => l.LogicalId == "N").Unknown);
        Assert.Contains("app/N, NAT gateway: unknown for eu-central-1 (known for us-west-2, us-east-1)", report.Total.LeavesOut);
    }

    [Fact]
    public void A_type_that_nobody_knows_is_named()
    {
        var line = Stacks.Line(""" "X": { "Type": "AWS::OpenSearchServerless::Collection" } """);
        Assert.Equal(("other", "AWS::OpenSearchServerless::Collection", "nothing is known about this type"), (line.Category, line.What, line.Unknown));
    }

    [Theory]
    [InlineData(""" { "Ref": "Size" } """, "the parameter Size gets its value at deploy time")]
    [InlineData(""" { "Ref": "Nothing" } """, "there is neither a resource nor a parameter Nothing")]
    [InlineData(""" { "Fn::GetAtt": ["Nothing", "Arn"] } """, "there is no resource Nothing")]
    [InlineData(""" { "Fn::ImportValue": "elsewhere:Size" } """, "no stack here exports what it imports")]
    [InlineData(""" { "Fn::Transform": {} } """, "Fn::Transform is worked out by AWS")]
    [InlineData(""" { "Fn::Join": ["", ["cache.", { "Ref": "Size" }]] } """, "the parameter Size gets its value at deploy time")]
    [InlineData(""" { "Fn::Join": "odd" } """, "Fn::Join is worked out by AWS")]
    [InlineData(""" { "Fn::Select": ["7", ["a"]] } """, "Fn::Select has no such item")]
    [InlineData(""" { "Fn::If": ["Odd", "a", "b"] } """, "there is no condition Odd")]
    [InlineData(""" { "Fn::If": ["Round", "a", "b"] } """, "its conditions go round in a circle")]
    [InlineData(""" { "Ref": "AWS::AccountId" } """, "AWS::AccountId is known at deploy time only")]
    [InlineData(""" "{{resolve:ssm:/app/size}}" """, "it is read from a store at deploy time")]
    [InlineData(""" ["cache.t3.micro"] """, "CacheNodeType is not a plain value")]
    [InlineData(""" { "Fn::ImportValue": "round" } """, "its references go round in a circle")]
    public void A_value_that_only_AWS_knows_is_a_reason_and_never_an_exception(string value, string reason)
    {
        var report = Stacks.Estimate(Stacks.Stack("app", $$"""
            { "Parameters": { "Size": { "Type": "String" } },
              "Conditions": { "Round": { "Condition": "Round" } },
              "Resources": { "V": { "Type": "AWS::ElastiCache::ReplicationGroup", "Properties": { "Engine": "valkey", "CacheNodeType": {{value}} } } },
              "Outputs": { "Round": { "Value": { "Fn::ImportValue": "round" }, "Export": { "Name": "round" } } } }
            """)).Report;
        Assert.Contains(reason, Assert.Single(report.Lines).Unknown, StringComparison.Ordinal);
        Assert.Equal(0, report.Total.Monthly);
    }

    [Theory]
    [InlineData(""" { "Ref": "Known" } """)]
    [InlineData(""" { "Fn::Sub": "cache.${Family}.micro" } """)]
    [InlineData(""" { "Fn::Join": [".", ["cache", { "Ref": "Family" }, "micro"]] } """)]
    [InlineData(""" { "Fn::If": ["Small", "cache.t3.micro", "cache.r6g.large"] } """)]
    [InlineData(""" { "Fn::FindInMap": ["Sizes", { "Ref": "AWS::Region" }, "cache"] } """)]
    [InlineData(""" { "Fn::Select": [1, { "Fn::Split": ["|", "a|cache.t3.micro"] }] } """)]
    public void A_value_that_the_template_itself_decides_is_worked_out(string value) =>
        Assert.Equal(9.93m, Assert.Single(Stacks.Estimate(Stacks.Stack("app", $$"""
            { "Parameters": { "Known": { "Type": "String", "Default": "cache.t3.micro" }, "Family": { "Type": "String", "Default": "t3" } },
              "Conditions": { "Small": { "Fn::Not": [{ "Fn::Equals": [{ "Ref": "Family" }, "r6g"] }] } },
              "Mappings": { "Sizes": { "us-west-2": { "cache": "cache.t3.micro" } } },
              "Resources": { "V": { "Type": "AWS::ElastiCache::ReplicationGroup", "Properties": { "Engine": "valkey", "CacheNodeType": {{value}} } } } }
            """)).Report.Lines).Monthly);

    [Fact]
    public void A_resource_whose_condition_does_not_hold_costs_nothing_and_one_nobody_can_tell_is_unknown()
    {
        var report = Stacks.Estimate(Stacks.Stack("app", """
            { "Parameters": { "Later": { "Type": "String" } },
              "Conditions": { "No": { "Fn::Equals": ["a", "b"] }, "Perhaps": { "Fn::Equals": [{ "Ref": "Later" }, "b"] } },
              "Resources": { "A": { "Type": "AWS::KMS::Key", "Condition": "No" }, "B": { "Type": "AWS::KMS::Key", "Condition": "Perhaps" }, "C": { "Type": "AWS::KMS::Key" } } }
            """)).Report;
        Assert.Equal(["C", "B"], report.Lines.Select(l => l.LogicalId));
        Assert.Equal(1.00m, report.Total.Monthly);
        Assert.Equal("whether it is created: the parameter Later gets its value at deploy time", report.Lines[1].Unknown);
    }

    [Theory]
    [InlineData("\"many\"")]
    [InlineData("-1")]
    [InlineData("79228162514264337593543950335")]
    public void An_amount_that_makes_no_sense_is_unknown(string nodes) =>
        Assert.Contains("which is no amount", Stacks.Line($$""" "V": { "Type": "AWS::ElastiCache::ReplicationGroup", "Properties": { "Engine": "valkey", "CacheNodeType": "cache.t3.micro", "NumCacheClusters": {{nodes}} } } """).Unknown, StringComparison.Ordinal);

    [Fact]
    public void Exports_that_mention_each_other_in_a_circle_end()
    {
        const string both = """{ "Fn::Join": ["", [{ "Fn::ImportValue": "a" }, { "Fn::ImportValue": "a" }, { "Fn::ImportValue": "a" }]] }""";
        var report = Stacks.Estimate(Stacks.Stack("app", $$"""
            { "Resources": { "S": { "Type": "AWS::ECS::Service", "Properties": { "TaskDefinition": { "Fn::ImportValue": "a" } } }, "T": { "Type": "AWS::ECS::TaskDefinition" } },
              "Outputs": { "A": { "Value": {{both}}, "Export": { "Name": "a" } } } }
            """)).Report;
        Assert.Contains("circle", Assert.Single(report.Lines).Unknown, StringComparison.Ordinal);
    }

    [Fact]
    public void One_unknown_value_hides_one_charge_only()
    {
        var lines = Stacks.Lines(""" "Db": { "Type": "AWS::RDS::DBInstance", "Properties": { "DBInstanceClass": "db.t3.micro", "Engine": "postgres", "StorageType": "gp3", "AllocatedStorage": { "Ref": "Later" } } } """);
        Assert.Equal([(true, false), (false, true)], lines.Select(l => (l.Monthly == 13.14m, l.Unknown is not null)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "Resources": [] }""")]
    [InlineData("""{ "Resources": { "A": 1, "B": { "Type": "AWS::IAM::Role", "Properties": "odd" } }, "Outputs": { "O": 1 } }""")]
    public void Odd_templates_have_no_cost(string template) => Assert.Equal(0, CostEstimate.Of([Stacks.Stack("app", template)], Stacks.Data, "mvp").Report.Total.Monthly);
}
