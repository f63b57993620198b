using ToolCache;
using Xunit;

namespace Sage.Tests.ToolCache;

public sealed class AptSourcesTests
{
    private const string Stanzas = """
        # the release
        Types: deb deb-src
        URIs: http://mirror.example/debian
        Suites: bookworm bookworm-updates
        Components: main
        Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

        Types: deb
        URIs: https://deb.nodesource.com/node_20.x
        Suites: nodistro
        Components: main

        Enabled: no
        Types: deb
        URIs: http://other.example/debian
        Suites: bookworm
        Components: main
        """;

    [Fact]
    public void Backports_come_from_the_mirror_of_the_release_and_others_archives_stay_out()
    {
        var content = AptSources.Select(AptSource.ParseStanzas(Stanzas), "bookworm", "bookworm-backports");

        Assert.NotNull(content);
        Assert.Equal(2, content.Split("URIs: http://mirror.example/debian").Length - 1);
        Assert.Contains("Suites: bookworm-backports\n", content, StringComparison.Ordinal);
        Assert.Contains("Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg", content, StringComparison.Ordinal);
        Assert.DoesNotContain("nodesource", content, StringComparison.Ordinal);
        Assert.DoesNotContain("other.example", content, StringComparison.Ordinal);
        Assert.DoesNotContain("deb-src", content, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_the_old_form_are_understood_with_their_options()
    {
        var content = AptSources.Select(AptSource.ParseLines("""
            # deb http://commented.example/ bookworm main
            deb [arch=amd64,arm64 signed-by=/etc/apt/key.gpg] http://mirror.example/debian bookworm main contrib
            deb http://mirror.example/debian-security bookworm-security main
            """), "bookworm", "bookworm-backports");

        Assert.NotNull(content);
        Assert.Contains("Architectures: amd64 arm64", content, StringComparison.Ordinal);
        Assert.Contains("signed-by: /etc/apt/key.gpg", content, StringComparison.Ordinal);
        Assert.Contains("Suites: bookworm-security", content, StringComparison.Ordinal);
        Assert.Contains("Suites: bookworm-backports", content, StringComparison.Ordinal);
        Assert.DoesNotContain("commented", content, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_source_of_the_distribution_the_machines_own_are_left_alone() =>
        Assert.Null(AptSources.Select(AptSource.ParseLines("deb http://mirror.example/internal stable-internal main"), "bookworm", null));

    [Fact]
    public void The_distribution_is_read_from_os_release()
    {
        var debian = LinuxDistribution.Parse(["PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"", "VERSION_ID=\"12\"", "VERSION_CODENAME=bookworm", "ID=debian"]);
        Assert.Equal(("debian", 12, "bookworm"), (debian.Id, debian.MajorVersion, debian.Codename));
    }
}
