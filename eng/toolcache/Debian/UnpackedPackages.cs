namespace ToolCache;

/// <summary>Packages unpacked into a directory of the cache.</summary>
public sealed class UnpackedPackages(string root)
{
    private static readonly string[] ProgramFolders = ["usr/bin", "usr/sbin", "bin", "sbin"];
    private static readonly string[] LibraryFolders = ["usr/lib", "lib"];

    public string Root => root;

    /// <summary>The value for LD_LIBRARY_PATH under which the programs find the libraries that came with them.</summary>
    public string LibraryPath => string.Join(':', LibraryFolders.Select(folder => Path.Combine(root, folder)).Where(Directory.Exists)
        .SelectMany(folder => Directory.GetDirectories(folder, "*-linux-*").Order(StringComparer.Ordinal).Append(folder)));

    /// <exception cref="ToolCacheException">No package brought it.</exception>
    public string Program(string name) => ProgramFolders.Select(folder => Path.Combine(root, folder, name)).FirstOrDefault(File.Exists)
        ?? throw new ToolCacheException($"The unpacked packages hold no program '{name}'.");
}
