using Amazon.CDK;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>A stack of one region, named <c>{prefix}-{part}</c>; its construct id is its name, so the template file has it too.</summary>
internal abstract class AwsStack : Stack
{
    protected AwsStack(Construct scope, AwsPlan plan, string part, string description, string? region = null)
        : base(scope, plan.Names.Of(NameKind.Stack, part), Props(plan, part, description, region))
    {
        Plan = plan;
    }

    protected AwsPlan Plan { get; }

    public static void Output(Construct scope, string id, string value, string description) => _ = new CfnOutput(scope, id, new CfnOutputProps { Value = value, Description = description });

    protected void Output(string id, string value, string description) => Output(this, id, value, description);

    private static StackProps Props(AwsPlan plan, string part, string description, string? region) => new()
    {
        StackName = plan.Names.Of(NameKind.Stack, part),
        Description = description,
        // No account: whoever deploys has one.
        Env = new Amazon.CDK.Environment { Region = region ?? plan.Settings.Region.SystemName },
        TerminationProtection = plan.Settings.IsProduction,
    };
}
