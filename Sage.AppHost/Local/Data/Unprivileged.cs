using System.Runtime.Versioning;
using ToolCache;

namespace Sage.AppHost.Local;

/// <summary>PostgreSQL refuses to run as root, and no server should: there its programs start as user 65534 ("nobody").</summary>
internal static class Unprivileged
{
    public const uint User = 65534;

    /// <summary>Run as root: in a container, on a build machine.</summary>
    public static bool IsNeeded { get; } = !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>What to start, with the arguments that come before the program's own.</summary>
    public static (string Command, string[] Arguments) Wrap(string program) =>
        IsNeeded ? ("setpriv", [$"--reuid={User}", $"--regid={User}", "--clear-groups", program]) : (program, []);

    /// <summary>The same for a program that leaves the modes of its files to the umask.</summary>
    public static (string Command, string[] Arguments) WrapPrivate(string program)
    {
        if (OperatingSystem.IsWindows())
        {
            return Wrap(program);
        }
        var (shell, arguments) = Wrap("/bin/sh");
        return (shell, [.. arguments, "-c", "umask 077; exec \"$0\" \"$@\"", program]);
    }

    /// <exception cref="LocalServerException">The user the servers run as cannot be had or cannot reach the program.</exception>
    public static void Check(string program)
    {
        if (!IsNeeded)
        {
            return;
        }
        if (ToolProcess.Find("setpriv") is null)
        {
            throw new LocalServerException("Servers do not run as root, and 'setpriv', which starts them as another user, is missing. Install util-linux or start as an ordinary user.");
        }
        if (!OperatingSystem.IsWindows() && !CanEnter(Path.GetDirectoryName(program)!))
        {
            throw new LocalServerException($"As root the servers run as user {User}, who cannot enter {Path.GetDirectoryName(program)}. Set TOOL_CACHE_DIR to a folder everybody can read.");
        }
    }

    /// <summary>Runs a program to its end, as the servers' user when that is another one.</summary>
    public static Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellationToken)
    {
        var (program, arguments) = Wrap(command.Program);
        return ToolProcess.RunAsync(command with { Program = program, Arguments = [.. arguments, .. command.Arguments] }, cancellationToken);
    }

    /// <summary>Gives a file or a whole directory to the servers' user.</summary>
    public static void Own(string path)
    {
        if (!IsNeeded || OperatingSystem.IsWindows())
        {
            return;
        }
        Libc.ChangeOwner(path, User);
        if (Directory.Exists(path))
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
            {
                Libc.ChangeOwner(entry, User);
            }
        }
    }

    /// <summary>Whether everybody may pass all existing folders of a path.</summary>
    [UnsupportedOSPlatform("windows")]
    public static bool CanEnter(string path)
    {
        for (var directory = Path.GetFullPath(path); directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (Directory.Exists(directory) && !File.GetUnixFileMode(directory).HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }
        return true;
    }
}
