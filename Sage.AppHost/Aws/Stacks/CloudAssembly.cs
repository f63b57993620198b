using Amazon.CDK;
using Amazon.JSII.Runtime;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>
/// The stacks, in the order in which they are deployed: what keeps data stands before what can be replaced, and nothing that runs refers to
/// an image or a secret's value that is not there yet.
/// </summary>
internal static class CloudAssembly
{
    /// <summary>Writes it; <see cref="CdkProcess"/> must have been started.</summary>
    /// <param name="plan">What the model becomes.</param>
    /// <param name="directory">Where the files go; made if it is not there.</param>
    /// <exception cref="DistributedApplicationException">The CDK refused what it was given.</exception>
    public static void Write(AwsPlan plan, string directory)
    {
        lock (CdkProcess.Conversation)
        {
            try
            {
                // No tree and no version of the CDK in it: the same model gives the same bytes.
                var app = new App(new AppProps { Outdir = directory, AnalyticsReporting = false, TreeMetadata = false });
                // Every resource that can have tags; costs are told apart by them.
                Tags.Of(app).Add("Application", plan.Settings.Application);
                Tags.Of(app).Add("Environment", plan.Settings.Stage.ToString());
                Add(app, plan);
                app.Synth();
            }
            // Errors of the CDK's JavaScript arrive as nothing more than Exception.
            catch (Exception e) when (e is JsiiException || e.GetType() == typeof(Exception))
            {
                throw new DistributedApplicationException($"The AWS CDK could not write the assembly: {e.Message}", e);
            }
        }
    }

    private static void Add(App app, AwsPlan plan)
    {
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
    }
}
