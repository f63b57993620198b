using System.Collections.Concurrent;

namespace Aspire.Hosting;

/// <summary>Temporary files of one application, deleted with it.</summary>
internal sealed class FileSystemService : IFileSystemService, ITempFileSystemService, IDisposable
{
    private readonly ConcurrentDictionary<IDisposable, object?> _entries = [];

    // A builder that is never built has nobody who disposes of it.
    public FileSystemService() => AppDomain.CurrentDomain.ProcessExit += OnProcessExit;

    public ITempFileSystemService TempDirectory => this;

    public TempDirectory CreateTempSubdirectory(string? prefix = null) => new OwnedDirectory(this, prefix);

    public TempFile CreateTempFile(string? fileName = null) => new OwnedFile(this, fileName);

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        foreach (var entry in _entries.Keys)
        {
            entry.Dispose();
        }
    }

    private void OnProcessExit(object? sender, EventArgs e) => Dispose();

    private static void Delete(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody still uses it, or it is gone; the system clears its temporary files.
        }
    }

    private sealed class OwnedDirectory : TempDirectory
    {
        private readonly FileSystemService _owner;

        public OwnedDirectory(FileSystemService owner, string? prefix)
        {
            _owner = owner;
            Path = Directory.CreateTempSubdirectory(prefix ?? "aspire").FullName;
            owner._entries.TryAdd(this, null);
        }

        public override string Path { get; }

        public override void Dispose()
        {
            if (_owner._entries.TryRemove(this, out _))
            {
                Delete(Path);
            }
        }
    }

    private sealed class OwnedFile : TempFile
    {
        private readonly OwnedDirectory _directory;

        public OwnedFile(FileSystemService owner, string? fileName)
        {
            _directory = new OwnedDirectory(owner, prefix: null);
            Path = System.IO.Path.Combine(_directory.Path, System.IO.Path.GetFileName(fileName) ?? System.IO.Path.GetRandomFileName());
            File.Create(Path).Dispose();
        }

        public override string Path { get; }

        public override void Dispose() => _directory.Dispose();
    }
}
