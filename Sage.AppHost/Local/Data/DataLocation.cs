using System.Security.Cryptography;
using System.Text;

namespace Sage.AppHost.Local;

/// <summary>Where the servers of this AppHost keep their data.</summary>
internal sealed record DataLocation(string Data, string Backups)
{
    public const string TemporaryPrefix = "sage-run-";
    private const string SharedRoot = "/var/lib/sage";

    /// <summary>Set when the data live for one run: this folder goes with it.</summary>
    public string? Temporary { get; init; }

    /// <summary>One line for the log when the place is not where one would look.</summary>
    public string? Note { get; init; }

    /// <param name="settings">Section Sage.</param>
    /// <param name="appHostDirectory">The folder of the AppHost's project, one below the repository.</param>
    /// <param name="canEnter">Whether the user the servers run as can reach a folder.</param>
    public static DataLocation Choose(LocalSettings settings, string appHostDirectory, Func<string, bool> canEnter)
    {
        var repository = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(appHostDirectory)))!;
        if (settings.DataDirectory is { } configured)
        {
            var path = Path.GetFullPath(configured, repository);
            return canEnter(path)
                ? new DataLocation(path, Path.Combine(path, "backups"))
                : throw new DistributedApplicationException($"Sage:DataDirectory is '{path}'. As root the servers run as user {Unprivileged.User}, who cannot enter it. Choose a folder that everybody can reach, or start as an ordinary user.");
        }
        if (settings.IsTestRun)
        {
            var temporary = Path.Combine(canEnter(Path.GetTempPath()) ? Path.GetTempPath() : "/tmp", TemporaryPrefix + Guid.NewGuid().ToString("N")[..12]);
            return new DataLocation(Path.Combine(temporary, "data"), Path.Combine(temporary, "backups")) { Temporary = temporary };
        }
        var local = Path.Combine(repository, ".sage");
        if (canEnter(local))
        {
            return new DataLocation(Path.Combine(local, "data"), Path.Combine(local, "backups"));
        }
        var name = $"{Path.GetFileName(repository)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(repository)))[..8]}";
        var shared = Path.Combine(SharedRoot, name);
        return new DataLocation(Path.Combine(shared, "data"), Path.Combine(shared, "backups"))
        {
            Note = $"The data are kept in {shared}: as root the servers run as user {Unprivileged.User}, who cannot enter {repository}.",
        };
    }
}
