namespace Aspire.Hosting;

/// <summary>A file that the user gave to a prompt; it is deleted when the application ends.</summary>
public sealed class InteractionFile
{
    internal InteractionFile(string id, string name, string filePath)
    {
        Id = id;
        Name = name;
        FilePath = filePath;
    }

    /// <summary>Tells one file of a prompt from another.</summary>
    public string Id { get; }

    /// <summary>The name that the user's file has.</summary>
    public string Name { get; }

    /// <summary>Where the content is on this machine.</summary>
    public string FilePath { get; }

    /// <summary>Opens the content.</summary>
    public Stream OpenRead() => new FileStream(FilePath, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read, Options = FileOptions.Asynchronous });

    /// <summary>Reads the content.</summary>
    public Task<byte[]> ReadAllBytesAsync(CancellationToken cancellationToken = default) => File.ReadAllBytesAsync(FilePath, cancellationToken);
}
