using Amazon.CDK;
using Amazon.CDK.AWS.SSM;

namespace Sage.Bench.Publish;

/// <summary>A CDK application of nothing but resources, in a process of its own; with none it is the start of the CDK's Node process.</summary>
internal static class PlainCdk
{
    public const string Argument = "--plain-cdk";

    public static void Synthesize(int resources, string output)
    {
        var app = new App(new AppProps { Outdir = output, AnalyticsReporting = false, TreeMetadata = false });
        var stack = new Stack(app, "plain");
        for (var number = 0; number < resources; number++)
        {
            _ = new StringParameter(stack, $"Parameter{number}", new StringParameterProps { StringValue = "value" });
        }

        app.Synth();
    }
}
