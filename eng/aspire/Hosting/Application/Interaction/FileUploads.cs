using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Interactions;

/// <summary>Why an upload was refused.</summary>
internal sealed class FileUploadException : Exception
{
    public FileUploadException()
    {
    }

    public FileUploadException(string message) : base(message)
    {
    }

    public FileUploadException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>The file is longer than is allowed.</summary>
    public bool IsTooLarge { get; init; }
}

/// <summary>Takes the files that users give to prompts.</summary>
internal sealed class FileUploads(OpenInteractions open, IFileSystemService fileSystem, IConfiguration configuration)
{
    private const long DefaultMaxBytes = 100 * 1024 * 1024;

    /// <summary>Stores one file; returns the id by which the value of the input names it.</summary>
    public async Task<string> ReceiveAsync(int interactionId, string inputName, string fileName, IAsyncEnumerable<ReadOnlyMemory<byte>> chunks, CancellationToken cancellationToken)
    {
        var interaction = open.Find(interactionId);
        if (interaction?.Inputs is not { } inputs || !inputs.TryGetByName(inputName, out var input) || input.InputType is not InputType.File)
        {
            throw new FileUploadException($"Interaction '{interactionId}' does not take files for '{inputName}'.");
        }

        // The name comes from outside, with the separators of another system perhaps.
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        var file = new UploadedFile(Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture), inputName, fileSystem.TempDirectory.CreateTempFile(name is "" or "." or ".." ? null : name));
        try
        {
            await WriteAsync(file.Content.Path, chunks, Math.Min(MaxBytes(), input.MaxFileSize ?? long.MaxValue), cancellationToken);
            interaction.Files[file.Id] = file;
            file.IsWhole = true;
            if (interaction.IsOver)
            {
                throw new FileUploadException($"Interaction '{interactionId}' was closed while '{name}' came in.");
            }

            return file.Id;
        }
        catch
        {
            interaction.Files.TryRemove(file.Id, out _);
            file.Content.Dispose();
            throw;
        }
    }

    private static async Task WriteAsync(string path, IAsyncEnumerable<ReadOnlyMemory<byte>> chunks, long maxBytes, CancellationToken cancellationToken)
    {
        var total = 0L;
        await using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write, Options = FileOptions.Asynchronous });
        await foreach (var chunk in chunks.WithCancellation(cancellationToken))
        {
            total += chunk.Length;
            if (total > maxBytes)
            {
                throw new FileUploadException($"The file is longer than {maxBytes} bytes.") { IsTooLarge = true };
            }

            await stream.WriteAsync(chunk, cancellationToken);
        }
    }

    private long MaxBytes() => long.TryParse(configuration["ASPIRE_MAX_FILE_UPLOAD_SIZE"], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : DefaultMaxBytes;
}
