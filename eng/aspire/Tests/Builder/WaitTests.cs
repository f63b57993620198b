using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Builder;

public sealed class WaitTests
{
    private readonly IDistributedApplicationBuilder _builder = Apps.Publish();

    [Fact]
    public void AResourceCannotWaitForItself()
    {
        var tool = _builder.AddTool("tool");

        foreach (var wait in new Action[] { () => tool.WaitFor(tool), () => tool.WaitForStart(tool), () => tool.WaitForCompletion(tool) })
        {
            Assert.Equal("The 'tool' resource cannot wait for itself.", Assert.Throws<DistributedApplicationException>(wait).Message);
        }
    }

    [Fact]
    public void AChildCannotWaitForItsParent()
    {
        var parent = _builder.AddTool("parent");
        var child = _builder.AddResource(new Child("child", parent.Resource));

        var error = Assert.Throws<DistributedApplicationException>(() => child.WaitFor(parent));
        Assert.Equal("The 'child' resource cannot wait for its parent 'parent'.", error.Message);
    }

    [Fact]
    public void WaitingForAChildIsWaitingForItsParentTooButOnlyTheChildIsShown()
    {
        var parent = _builder.AddTool("parent");
        var child = _builder.AddResource(new Child("child", parent.Resource));
        var user = _builder.AddTool("user").WaitFor(child, WaitBehavior.StopOnResourceUnavailable);

        Assert.Equal(
            [("parent", WaitType.WaitUntilHealthy, WaitBehavior.StopOnResourceUnavailable), ("child", WaitType.WaitUntilHealthy, WaitBehavior.StopOnResourceUnavailable)],
            Waits(user.Resource));
        Assert.Equal(["WaitFor child"], user.Resource.Relationships());
    }

    [Fact]
    public void WaitingForACompletionRemembersTheExitCode()
    {
        var user = _builder.AddTool("user").WaitForCompletion(_builder.AddTool("job"), exitCode: 3);

        var wait = Assert.Single(user.Resource.Annotations.OfType<WaitAnnotation>());
        Assert.Equal((WaitType.WaitForCompletion, 3), (wait.WaitType, wait.ExitCode));
    }

    [Fact]
    public void AConnectionStringStartsAfterWhatItIsMadeOf()
    {
        var server = _builder.AddTool("server").WithHttpEndpoint();
        var connection = _builder.AddConnectionString("cs", ReferenceExpression.Create($"{server.GetEndpoint("http")}/a;{server.GetEndpoint("http").Property(EndpointProperty.Port)}"));

        Assert.Equal([("server", WaitType.WaitUntilStarted, null)], Waits(connection.Resource));
    }

    private static IEnumerable<(string, WaitType, WaitBehavior?)> Waits(IResource resource)
        => resource.Annotations.OfType<WaitAnnotation>().Select(a => (a.Resource.Name, a.WaitType, a.WaitBehavior));

    private sealed class Child(string name, IResource parent) : Resource(name), IResourceWithParent, IResourceWithWaitSupport
    {
        public IResource Parent => parent;
    }
}
