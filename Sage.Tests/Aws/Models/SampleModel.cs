using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Sage.Tests.Aws.Models;

/// <summary>What the models of these tests are made of.</summary>
internal static class SampleModel
{
    public static readonly string SimulatorProject = Path.Combine(Projects.Sage_AppHost.ProjectPath, "../Sage.Simulator/Sage.Simulator.csproj");
    public static readonly string PageFolder = Path.Combine(Projects.Sage_AppHost.ProjectPath, "../Sage.Web");

    public static JsonNode Deployment(PublishedModel model) => JsonNode.Parse(File.ReadAllText(Path.Combine(model.OutputDirectory, "deployment.json")))!;

    public static IResourceBuilder<ProjectResource> AddApi(IDistributedApplicationBuilder builder) => builder.AddProject("api", OtherModelTests.Api);

    public static IResourceBuilder<ProjectResource> AddWorker(IDistributedApplicationBuilder builder, string name = "worker") => builder.AddProject(name, SimulatorProject);
}
