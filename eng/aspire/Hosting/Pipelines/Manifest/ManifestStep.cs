using System.Text.Json;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines;

/// <summary>Writes the model as <c>aspire-manifest.json</c>.</summary>
internal static partial class ManifestStep
{
    public static PipelineStep Create() => new()
    {
        Name = "publish-manifest",
        Description = "Publishes the Aspire application model as a JSON manifest file.",
        Action = RunAsync,
    };

    private static async Task RunAsync(PipelineStepContext context)
    {
        var output = context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.OutputPath
            ?? throw new DistributedApplicationException("The '--output-path [path]' option was not specified even though manifest publishing was requested.");

        // A tool names the file, the CLI a folder.
        var path = Path.GetFullPath(output.EndsWith(".json", StringComparison.Ordinal) ? output : Path.Combine(output, "aspire-manifest.json"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            var stream = new FileStream(temporary, FileMode.CreateNew);
            await using (stream.ConfigureAwait(false))
            {
                var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
                await using (writer.ConfigureAwait(false))
                {
                    await new ManifestPublishingContext(context.ExecutionContext, path, writer, context.CancellationToken).WriteModelAsync(context.Model).ConfigureAwait(false);
                }
            }

            // What was there stays until all of the new one is written.
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        Log.Published(context.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Aspire.Hosting.Publishing.ManifestPublisher"), path);
    }

    private static partial class Log
    {
        [LoggerMessage(0, LogLevel.Information, "Published manifest to: {ManifestPath}")]
        public static partial void Published(ILogger logger, string manifestPath);
    }
}
