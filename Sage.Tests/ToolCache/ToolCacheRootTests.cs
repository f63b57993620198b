using ToolCache;
using Xunit;

namespace Sage.Tests.ToolCache;

public sealed class ToolCacheRootTests
{
    [Fact]
    public void The_environment_variable_wins() => Assert.Equal("/elsewhere", Find(privileged: true, ("TOOL_CACHE_DIR", "/elsewhere")));

    [Fact]
    public void Root_caches_where_other_users_can_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Paths of Linux.");
        Assert.Equal("/var/cache/tool-cache", Find(privileged: true, ("HOME", "/root"), ("XDG_CACHE_HOME", "/root/.cache")));
    }

    [Fact]
    public void Others_cache_in_their_home()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Paths of Linux.");
        Assert.Equal("/home/ada/.cache/tool-cache", Find(privileged: false, ("HOME", "/home/ada")));
        Assert.Equal("/fast/tool-cache", Find(privileged: false, ("HOME", "/home/ada"), ("XDG_CACHE_HOME", "/fast")));
        Assert.Equal("/home/ada/.cache/tool-cache", Find(privileged: false, ("HOME", "/home/ada"), ("XDG_CACHE_HOME", "relative")));
    }

    private static string Find(bool privileged, params (string Name, string Value)[] variables) =>
        ToolCacheRoot.Find(name => variables.FirstOrDefault(v => v.Name == name).Value, privileged);
}
