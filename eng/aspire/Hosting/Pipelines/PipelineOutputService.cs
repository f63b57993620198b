using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines;

internal sealed class PipelineOutputService(IOptions<PipelineOptions> options, IConfiguration configuration, IFileSystemService files) : IPipelineOutputService
{
    private readonly Lazy<string> _temporary = new(() => files.TempDirectory.CreateTempSubdirectory("aspire-pipelines").Path);

    public string GetOutputDirectory() => options.Value.OutputPath is { } path
        ? Path.GetFullPath(path)
        : Path.Combine(configuration["AppHost:Directory"] ?? Environment.CurrentDirectory, "aspire-output");

    public string GetOutputDirectory(IResource resource) => Path.Combine(GetOutputDirectory(), resource.Name);

    public string GetTempDirectory() => _temporary.Value;

    public string GetTempDirectory(IResource resource) => Path.Combine(GetTempDirectory(), resource.Name);
}
