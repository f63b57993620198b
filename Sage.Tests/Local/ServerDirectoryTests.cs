using Sage.AppHost.Local;
using Xunit;

namespace Sage.Tests.Local;

public sealed class ServerDirectoryTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sage-directory-tests-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task A_second_AppHost_on_the_same_data_is_refused()
    {
        using var first = Create();
        await first.OpenAsync(TimeProvider.System, Stop);
        await first.OpenAsync(TimeProvider.System, Stop); // A restart of the server.

        using var second = Create();
        var refused = await Assert.ThrowsAsync<LocalServerException>(() => second.OpenAsync(TimeProvider.System, Stop));
        Assert.StartsWith("Another AppHost runs on", refused.Message, StringComparison.Ordinal);

        first.Dispose();
        await second.OpenAsync(TimeProvider.System, Stop);
    }

    [Fact]
    public async Task A_replaced_directory_can_be_had_back_until_the_new_one_has_proved_itself()
    {
        using var directory = Create();
        await directory.OpenAsync(TimeProvider.System, Stop);
        Fill(directory.Path, "old");
        Fill(directory.CreateNext(), "new");

        directory.Replace();
        Assert.Equal("new", Content(directory.Path));
        directory.Restore();
        Assert.Equal("old", Content(directory.Path));
    }

    [Fact]
    public async Task A_crash_between_the_two_renames_loses_nothing()
    {
        using (var directory = Create())
        {
            await directory.OpenAsync(TimeProvider.System, Stop);
            Fill(directory.Path, "old");
            Fill(directory.CreateNext(), "half");
            Directory.Move(directory.Path, directory.Previous);
        }
        using var next = Create();
        await next.OpenAsync(TimeProvider.System, Stop);

        Assert.Equal("old", Content(next.Path));
        Assert.False(Directory.Exists(next.Next));
    }

    [Fact]
    public async Task A_reset_directory_stays_empty_and_the_old_data_stay_until_it_has_been_filled()
    {
        using var directory = Create();
        await directory.OpenAsync(TimeProvider.System, Stop);
        Fill(directory.Path, "old");

        directory.ReplaceByEmpty();
        await directory.OpenAsync(TimeProvider.System, Stop); // The start after it.
        Assert.True(directory.IsEmpty);
        Fill(directory.CreateNext(), "new");
        directory.Fill();

        Assert.Equal("new", Content(directory.Path));
        Assert.Equal("old", Content(directory.Previous));
    }

    [Fact]
    public async Task Folders_are_for_their_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No modes on Windows.");
        using var directory = Create();
        await directory.OpenAsync(TimeProvider.System, Stop);
        var path = directory.CreateNext();
        await PrivateFiles.WriteAsync(Path.Combine(path, "file"), "secret", Stop);

        const UnixFileMode ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(ReadWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        Assert.Equal(ReadWrite, File.GetUnixFileMode(Path.Combine(path, "file")));
    }

    private ServerDirectory Create() => new(new DataLocation(Path.Combine(_root.FullName, "data"), Path.Combine(_root.FullName, "backups")), "postgres");

    private static void Fill(string directory, string content) => File.WriteAllText(Path.Combine(Directory.CreateDirectory(directory).FullName, "file"), content);

    private static string Content(string directory) => File.ReadAllText(Path.Combine(directory, "file"));
}
