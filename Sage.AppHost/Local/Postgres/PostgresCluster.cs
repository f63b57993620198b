using ToolCache;

namespace Sage.AppHost.Local;

/// <summary>Makes a data directory, and refuses those that are not ours to use.</summary>
internal sealed class PostgresCluster(ServerDirectory directory, LocalProgram program)
{
    private static readonly Dictionary<string, string> UniversalTime = new(StringComparer.Ordinal) { ["TZ"] = "UTC", ["LC_ALL"] = "C" };

    /// <summary>Into a sibling that then takes the place: a start that is killed leaves no half directory.</summary>
    public async Task CreateAsync(string user, string password, CancellationToken cancellationToken)
    {
        var next = directory.CreateNext();
        var passwordFile = next + ".password";
        try
        {
            await PrivateFiles.WriteAsync(passwordFile, password, cancellationToken);
            var result = await Unprivileged.RunAsync(new ToolCommand(PostgresPrograms.Beside(program, "initdb"),
            [
                "-D", next, "-U", user, $"--pwfile={passwordFile}", "-A", "scram-sha-256",
                // Sorts and compares the same on every system, by Unicode.
                "-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                .. directory.IsTemporary ? ["--no-sync"] : Array.Empty<string>(),
            ])
            { Environment = UniversalTime, WorkingDirectory = next, Timeout = TimeSpan.FromMinutes(2) }, cancellationToken);
            if (!result.Succeeded)
            {
                throw new LocalServerException($"The data directory {directory.Path} cannot be made: {Reason(result)}");
            }
        }
        finally
        {
            File.Delete(passwordFile);
        }
        await PostgresPassword.RememberAsync(next, user, password, cancellationToken);
        directory.Fill();
    }

    /// <exception cref="LocalServerException">The data are of another major version, or of no Postgres at all.</exception>
    public void CheckVersion()
    {
        var path = Path.Combine(directory.Path, "PG_VERSION");
        var version = File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        if (Problem(directory.Path, version) is { } problem)
        {
            throw new LocalServerException(problem);
        }
    }

    internal static string? Problem(string path, string? version) => version switch
    {
        PostgresPrograms.MajorVersion => null,
        null => $"{path} is no PostgreSQL data directory. Move it away, or set Sage:DataDirectory to another folder.",
        _ => $"The data in {path} are of PostgreSQL {version}, and this is {PostgresPrograms.MajorVersion}. Move the folder away (a new one is made) or bring the data over with a dump of version {version}.",
    };

    /// <summary>initdb says what went wrong after "error:" or "FATAL:", then tells what it removes.</summary>
    private static string Reason(ToolResult result)
    {
        var lines = result.Error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.Find(lines, line => line.Contains("No space left", StringComparison.Ordinal)) is not null
            ? "the disk is full. Make room and start again."
            : Array.Find(lines, line => line.Contains("FATAL:", StringComparison.Ordinal) || line.Contains("error:", StringComparison.Ordinal)) ?? result.LastLine;
    }
}
