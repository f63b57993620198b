namespace Aspire.Hosting;

internal static class AppHostPath
{
    /// <summary>The full path of one that is relative to the AppHost and may have been written on another platform.</summary>
    public static string Resolve(IDistributedApplicationBuilder builder, string path)
        => Path.GetFullPath(Path.Combine(builder.AppHostDirectory, Normalize(path)));

    private static string Normalize(string path) => path.Replace('\\', Path.DirectorySeparatorChar).Replace('/', Path.DirectorySeparatorChar);
}
