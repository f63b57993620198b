using Sage.AppHost.Local;
using Xunit;

namespace Sage.Tests.Local;

public sealed class ValkeyRulesTests
{
    [Fact]
    public void The_password_is_in_the_file_and_quoted()
    {
        var settings = ValkeySettings.Create("/my data", "a\"b\\cü", isTemporary: false);
        Assert.Contains("requirepass \"a\\\"b\\\\c\\xc3\\xbc\"\n", settings, StringComparison.Ordinal);
        Assert.Contains("dir \"/my data\"\n", settings, StringComparison.Ordinal);
        Assert.Contains("bind 127.0.0.1 -::1\n", settings, StringComparison.Ordinal);
        Assert.Contains("save 60 1\n", settings, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_for_one_run_are_not_saved() => Assert.Contains("save \"\"\n", ValkeySettings.Create("/data", null, isTemporary: true), StringComparison.Ordinal);

    [Theory]
    [InlineData("Valkey server v=8.0.1 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=39f7c371e0a96e3d", true)]
    [InlineData("Valkey server v=8.1.4 sha=00000000:0 malloc=libc bits=64 build=1", true)]
    [InlineData("Valkey server v=7.2.8 sha=00000000:0 malloc=libc bits=64 build=1", false)]
    [InlineData("Valkey server v=9.1.0 sha=00000000:0 malloc=libc bits=64 build=1", false)]
    [InlineData("Redis server v=8.0.0 sha=00000000:1 malloc=libc bits=64 build=1", false)]
    public void Only_version_8_is_used(string output, bool usable) => Assert.Equal(usable, ValkeyPrograms.ParseVersion(output) is { } version && ValkeyPrograms.IsUsable(version));

    [Theory]
    [InlineData("REDIS0011", true)]
    [InlineData("REDIS0009", true)]
    [InlineData("REDIS0012", false)]
    [InlineData("VALKEY080", false)]
    [InlineData("", false)]
    public void Data_files_of_a_newer_format_are_refused(string header, bool usable) => Assert.Equal(usable, ValkeyDataFile.Problem("/data/dump.rdb", header) is null);

    [Theory]
    [InlineData("win32", "WSL")]
    [InlineData("darwin", "brew install valkey")]
    [InlineData("linux", "sudo make")]
    public void A_missing_server_is_one_line_with_the_commands_for_this_system(string platform, string command)
    {
        var line = ValkeyPrograms.Missing("9.1.0", platform);
        Assert.Contains(command, line, StringComparison.Ordinal);
        Assert.Contains("found 9.1.0, which is not used", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }
}
