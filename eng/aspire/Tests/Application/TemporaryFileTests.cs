using Aspire.Hosting.Testing;

namespace Aspire.Hosting.Tests.Application;

public sealed class TemporaryFileTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Temporary_files_go_with_the_application()
    {
        var builder = DistributedApplication.CreateBuilder();
        var (directory, file) = Create(builder);
        Assert.True(Directory.Exists(directory) && File.Exists(file));

        await builder.Build().DisposeAsync();

        Assert.False(Directory.Exists(directory) || Directory.Exists(Path.GetDirectoryName(file)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_testing_builder_takes_its_temporary_files_along_built_or_not(bool isBuilt)
    {
        string directory, file;
        await using (var builder = DistributedApplicationTestingBuilder.Create())
        {
            (directory, file) = Create(builder);
            if (isBuilt)
            {
                await builder.BuildAsync(Cancelled);
            }
        }

        Assert.False(Directory.Exists(directory) || File.Exists(file));
    }

    [Fact]
    public async Task The_builder_of_an_app_host_takes_its_temporary_files_along()
    {
        string directory, file;
        await using (var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(Cancelled))
        {
            (directory, file) = Create(builder);
        }

        Assert.False(Directory.Exists(directory) || File.Exists(file));
    }

    private static (string Directory, string File) Create(IDistributedApplicationBuilder builder)
        => (builder.FileSystemService.TempDirectory.CreateTempSubdirectory("kept").Path, builder.FileSystemService.TempDirectory.CreateTempFile("file").Path);
}
