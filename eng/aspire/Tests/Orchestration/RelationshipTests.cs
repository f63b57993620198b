using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class RelationshipTests
{
    [Fact]
    public void Parts_share_the_life_of_their_parent_and_resources_of_their_own_do_not()
    {
        var parent = new Plain("parent");
        var part = new Part("part", parent);
        var inner = new Part("inner", part);
        var process = new Process("process", parent);
        var family = new ResourceFamily(new DistributedApplicationModel([parent, part, inner, process]));

        Assert.Equal([parent, part, inner], family.WithDependentChildren(parent));
    }

    [Fact]
    public async Task A_child_names_its_parent()
    {
        await using var test = new TestApp();
        var parent = test.Add("parent");
        test.Add("child").WithParentRelationship(parent);

        await test.StartAsync();

        var snapshot = test.Snapshot("child");
        Assert.Contains(new RelationshipSnapshot("parent", "Parent"), snapshot.Relationships);
        Assert.Equal(parent.Resource.GetResolvedResourceNames()[0], Assert.Single(snapshot.Properties, property => property.Name == "resource.parentName").Value);
    }

    [Fact]
    public void Parents_in_a_circle_are_refused()
    {
        var one = new Plain("one");
        var two = new Plain("two");
        one.Annotations.Add(new ResourceRelationshipAnnotation(two, "Parent"));
        two.Annotations.Add(new ResourceRelationshipAnnotation(one, "Parent"));

        var error = Assert.Throws<InvalidOperationException>(() => new ResourceFamily(new DistributedApplicationModel([one, two])));

        Assert.Equal("Circular dependency detected: one -> two -> one", error.Message);
    }

    private sealed class Plain(string name) : Resource(name);

    private sealed class Part(string name, IResource parent) : Resource(name), IResourceWithParent
    {
        public IResource Parent { get; } = parent;
    }

    private sealed class Process(string name, IResource parent) : ExecutableResource(name, "tool", "."), IResourceWithParent
    {
        public IResource Parent { get; } = parent;
    }
}
