namespace Sage.AppHost.Local;

/// <summary>A server's program, and the folders of libraries that came with it.</summary>
internal sealed record LocalProgram(string Path, string? LibraryPath = null)
{
    public Dictionary<string, string> Environment { get; } = LibraryPath is null ? new(StringComparer.Ordinal) : new(StringComparer.Ordinal) { ["LD_LIBRARY_PATH"] = LibraryPath };
}
