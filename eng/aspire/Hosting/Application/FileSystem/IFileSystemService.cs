using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting;

/// <summary>Files of the AppHost.</summary>
[Experimental("ASPIREFILESYSTEM001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public interface IFileSystemService
{
    /// <summary>Temporary files and directories.</summary>
    ITempFileSystemService TempDirectory { get; }
}

/// <summary>Temporary files and directories of the AppHost, deleted when it ends.</summary>
[Experimental("ASPIREFILESYSTEM001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public interface ITempFileSystemService
{
    /// <summary>Creates a directory that only this user can enter.</summary>
    TempDirectory CreateTempSubdirectory(string? prefix = null);

    /// <summary>Creates an empty file that only this user can read.</summary>
    TempFile CreateTempFile(string? fileName = null);
}

/// <summary>A temporary directory.</summary>
[Experimental("ASPIREFILESYSTEM001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public abstract class TempDirectory : IDisposable
{
    /// <summary>The full path.</summary>
    public abstract string Path { get; }

    /// <summary>Deletes the directory.</summary>
    public abstract void Dispose();
}

/// <summary>A temporary file.</summary>
[Experimental("ASPIREFILESYSTEM001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public abstract class TempFile : IDisposable
{
    /// <summary>The full path.</summary>
    public abstract string Path { get; }

    /// <summary>Deletes the file.</summary>
    public abstract void Dispose();
}
