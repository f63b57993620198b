namespace Sage.AppHost.Local;

/// <summary>The data directory of one server, with the siblings through which it is replaced as a whole.</summary>
internal sealed class ServerDirectory(DataLocation location, string name) : IDisposable
{
    /// <summary>One segment of Postgres' write-ahead log: with less it does not start.</summary>
    public const long NeededBytes = 16 * 1024 * 1024;
    private const long NeededBytesWhenNew = 64 * 1024 * 1024;

    private IDisposable? _lock;

    public string Path { get; } = System.IO.Path.Combine(location.Data, name);

    public string Backups { get; } = System.IO.Path.Combine(location.Backups, name);

    public DataLocation Location => location;

    public bool IsTemporary => location.Temporary is not null;

    /// <summary>Becomes the data directory in one step when it is complete.</summary>
    public string Next => Path + ".new";

    /// <summary>What the data directory was before; kept until the new one has proved itself.</summary>
    public string Previous => Path + ".old";

    public long FreeBytes => new DriveInfo(location.Data).AvailableFreeSpace;

    public bool IsEmpty => !Directory.Exists(Path) || !Directory.EnumerateFileSystemEntries(Path).Any();

    /// <summary>Takes the directory for this AppHost, and repairs what a crash in the middle of a replacement left.</summary>
    /// <exception cref="LocalServerException">Another AppHost has it, or the disk is full.</exception>
    public async Task OpenAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        PrivateFiles.CreateParent(location.Data);
        _lock ??= await DirectoryLock.AcquireAsync(Path, time, cancellationToken);
        if (!Directory.Exists(Path) && Directory.Exists(Previous))
        {
            Directory.Move(Previous, Path);
        }
        DeleteIfThere(Next);
        if (FreeBytes is var free && free < (IsEmpty ? NeededBytesWhenNew : NeededBytes))
        {
            throw new LocalServerException($"The disk that holds {location.Data} is full ({free / 1048576} MB left). Make room, or set Sage:DataDirectory to a folder on another disk.");
        }
    }

    /// <summary>A new, empty directory for a server to fill.</summary>
    public string CreateNext()
    {
        DeleteIfThere(Next);
        PrivateFiles.CreateDirectory(Next);
        return Next;
    }

    /// <summary>Puts the next directory into the place of the current one, which stays beside it.</summary>
    public void Replace()
    {
        SetAside();
        Directory.Move(Next, Path);
    }

    /// <summary>An empty directory in the place of the current one.</summary>
    public void ReplaceByEmpty()
    {
        CreateNext();
        Replace();
    }

    /// <summary>Puts the next directory where there is an empty one or none; what lies beside it stays.</summary>
    public void Fill()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path);
        }
        Directory.Move(Next, Path);
    }

    private void SetAside()
    {
        DeleteIfThere(Previous);
        if (Directory.Exists(Path))
        {
            Directory.Move(Path, Previous);
        }
    }

    /// <summary>The way back after <see cref="Replace"/>.</summary>
    public void Restore()
    {
        if (Directory.Exists(Previous))
        {
            DeleteIfThere(Path);
            Directory.Move(Previous, Path);
        }
    }

    public void DeletePrevious() => DeleteIfThere(Previous);

    public void Dispose() => _lock?.Dispose();

    private static void DeleteIfThere(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
