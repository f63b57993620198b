using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Builder;

public sealed class ContainerTests
{
    private readonly IDistributedApplicationBuilder _builder = Apps.Publish();

    [Theory]
    [InlineData("img", "img", "latest", null)]
    [InlineData("img:1.2", "img", "1.2", null)]
    [InlineData("ghcr.io/org/img:1", "ghcr.io/org/img", "1", null)]
    [InlineData("localhost:5000/img", "localhost:5000/img", "latest", null)]
    [InlineData("org/img@sha256:abc", "org/img", null, "abc")]
    public void AnImageReferenceIsTakenApart(string reference, string image, string? tag, string? sha)
    {
        var annotation = _builder.AddContainer("box", reference).Resource.Annotations.OfType<ContainerImageAnnotation>().Single();

        Assert.Equal((image, tag, sha), (annotation.Image, annotation.Tag, annotation.SHA256));
    }

    [Fact]
    public void TwoTagsAreAmbiguous()
        => Assert.Throws<InvalidOperationException>(() => _builder.AddContainer("box", "img").WithImage("img:1", "2"));

    [Fact]
    public void AProgramPublishedAsImageSharesWhatIsSaidAboutTheProgram()
    {
        var tool = _builder.AddTool("tool").WithArgs("--local").PublishAsDockerFile(image => image.WithBuildArg("MODE", "production")).WithEnvironment("LATER", "1");

        var image = Assert.IsAssignableFrom<ContainerResource>(Assert.Single(_builder.Resources));
        Assert.Same(tool.Resource.Annotations, image.Annotations);
        var build = Assert.Single(image.Annotations.OfType<DockerfileBuildAnnotation>());
        Assert.Equal(Path.Combine(tool.Resource.WorkingDirectory, "Dockerfile"), build.DockerfilePath);
        Assert.Equal("production", build.BuildArguments["MODE"]);
    }
}
