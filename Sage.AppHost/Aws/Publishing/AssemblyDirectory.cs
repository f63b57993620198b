namespace Sage.AppHost.Aws.Publishing;

/// <summary>
/// The output directory. Everything is made beside it first and moved in at the end, manifest last; of what was there only files of an
/// earlier run are removed, by the list that run left.
/// </summary>
internal sealed class AssemblyDirectory(string directory) : IAsyncDisposable
{
    private const string FileList = ".assembly-files";
    private const string Manifest = "manifest.json";

    /// <summary>Where the run writes; on the same file system, so that moving is renaming.</summary>
    public string Staging { get; } = Path.Combine(directory, $".publishing-{Environment.ProcessId}");

    /// <summary>Says early, and in one line, that the directory cannot be written to.</summary>
    public void EnsureWritable()
    {
        try
        {
            Directory.CreateDirectory(Staging);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"The output directory {directory} cannot be written to: {e.Message}", e);
        }
    }

    public void Commit()
    {
        var files = Directory.EnumerateFiles(Staging, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Staging, file)).Order(StringComparer.Ordinal).ToArray();
        File.WriteAllLines(Path.Combine(Staging, FileList), files);
        var old = Path.Combine(directory, FileList) is var list && File.Exists(list) ? File.ReadAllLines(list) : [];

        foreach (var file in files.OrderBy(file => file == Manifest ? 1 : 0).Append(FileList))
        {
            var target = Path.Combine(directory, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(Path.Combine(Staging, file), target, overwrite: true);
        }

        foreach (var file in old.Except(files, StringComparer.Ordinal).Select(file => Path.GetFullPath(file, directory)).Where(IsInside))
        {
            File.Delete(file);
            RemoveIfEmpty(Path.GetDirectoryName(file)!);
        }
    }

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(Staging))
        {
            Directory.Delete(Staging, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    // The list is a file that anybody could have changed.
    private bool IsInside(string file) => file.StartsWith(Path.GetFullPath(directory) + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(file);

    private void RemoveIfEmpty(string folder)
    {
        if (Path.GetFullPath(folder) != Path.GetFullPath(directory) && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }
}
