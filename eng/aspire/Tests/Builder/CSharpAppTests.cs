using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Tests.Orchestration;

namespace Aspire.Hosting.Tests.Builder;

public sealed class CSharpAppTests
{
    [Fact]
    public void A_file_is_a_project_resource_without_a_rebuild_of_its_own()
    {
        using var folder = new ProjectFolder();
        var builder = Apps.Run();

        var app = builder.AddCSharpApp("app", folder.Write("app.cs"));

        Assert.IsType<CSharpAppResource>(app.Resource);
        Assert.True(app.Resource.GetProjectMetadata().IsFileBasedApp);
        Assert.DoesNotContain(builder.Resources, resource => resource.Name == "app-rebuilder");
    }

    [Fact]
    public void A_folder_stands_for_the_one_project_in_it()
    {
        using var folder = new ProjectFolder();
        var builder = Apps.Run();

        var app = builder.AddCSharpApp("app", Path.GetDirectoryName(folder.ProjectPath)!);

        Assert.Equal(folder.ProjectPath, app.Resource.GetProjectMetadata().ProjectPath);
        Assert.Contains(builder.Resources, resource => resource.Name == "app-rebuilder");
    }

    [Fact]
    public async Task A_path_that_is_neither_fails_its_resource_before_the_start()
    {
        using var folder = new ProjectFolder();
        await using var test = new TestApp();
        var path = folder.Write("notes.txt");
        var app = test.Builder.AddCSharpApp("app", path);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => test.Builder.Eventing.PublishAsync(new BeforeResourceStartedEvent(app.Resource, test.Application.Services), TestApp.Cancelled));

        Assert.Equal($"The C# app path '{path}' is invalid. The path must be to a .cs file, .csproj file, or directory containing a single .csproj file.", error.Message);
    }
}
