using Amazon.CDK;
using Amazon.JSII.Runtime;
using Sage.AppHost.Aws.Planning;
using ToolCache;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>
/// The stacks, in the order in which they are deployed: what keeps data stands before what can be replaced, and nothing that runs refers to
/// an image or a secret's value that is not there yet.
/// </summary>
internal static class CloudAssembly
{
    // A list of Node majors whose end-of-life banner is left out (aws/jsii, packages/@jsii/check-node): the CDK runs on them all the same.
    private const string NodeBanner = "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION";

    // The CDK takes the program that this names instead of the one on the PATH.
    private const string OtherNode = "JSII_RUNTIME";

    public static void Write(AwsPlan plan, string directory)
    {
        System.Environment.SetEnvironmentVariable(NodeBanner, "18,20,22");
        var app = Start(directory);
        var network = new NetworkStack(app, plan);
        var alerts = new AlertsStack(app, plan);
        var backupCopy = new BackupCopyStack(app, plan);
        var data = new DataStack(app, plan, network, alerts);
        data.AddDependency(backupCopy);
        var tasks = new TasksStack(app, plan, network, data);
        var application = new ApplicationStack(app, plan, network, alerts, data, tasks);
        if (plan.Sites.Count > 0)
        {
            application.AddDependency(new EdgeStack(app, plan));
        }

        Synthesize(app);
    }

    private static App Start(string directory)
    {
        // Looked for here: without it the CDK's own process handle fails once more when the program ends, and takes it down.
        if (System.Environment.GetEnvironmentVariable(OtherNode) is null && ToolProcess.Find("node") is null)
        {
            throw new DistributedApplicationException("Node.js is not on the PATH. The AWS CDK needs version 20 or later.");
        }

        try
        {
            // No tree and no version of the CDK in it: the same model gives the same bytes.
            return new App(new AppProps { Outdir = directory, AnalyticsReporting = false, TreeMetadata = false });
        }
        catch (Exception e) when (e is JsiiException or System.ComponentModel.Win32Exception or IOException)
        {
            throw new DistributedApplicationException($"The AWS CDK did not start. It needs Node.js 20 or later: {e.Message}", e);
        }
    }

    private static void Synthesize(App app)
    {
        try
        {
            app.Synth();
        }
        catch (JsiiException e)
        {
            throw new DistributedApplicationException($"The AWS CDK could not write the assembly: {e.Message}", e);
        }
    }
}
