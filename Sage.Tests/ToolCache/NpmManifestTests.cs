using System.Text.Json.Nodes;
using ToolCache;
using Xunit;

namespace Sage.Tests.ToolCache;

public sealed class NpmManifestTests
{
    private const string Package = """{ "name": "@scope/tool", "optionalDependencies": { "tool-linux": "1.0.0", "tool-windows": "1.0.0" } }""";
    private const string Lock = """
        { "lockfileVersion": 3, "packages": {
          "": { "optionalDependencies": { "tool-linux": "1.0.0", "tool-windows": "1.0.0" } },
          "node_modules/tool-linux": { "version": "1.0.0", "integrity": "sha512-a", "os": ["linux"], "cpu": ["x64"], "optional": true },
          "node_modules/tool-windows": { "version": "1.0.0", "integrity": "sha512-b", "os": ["win32"], "cpu": ["x64"], "optional": true } } }
        """;

    [Fact]
    public void The_package_of_this_platform_becomes_a_dependency_that_npm_may_not_leave_out()
    {
        var manifest = new NpmManifest(Package, Lock, "linux", "x64");

        Assert.Equal("scope-tool", manifest.Name);
        Assert.Equal("""{"name":"@scope/tool","dependencies":{"tool-linux":"1.0.0"}}""", manifest.Package);
        var packages = JsonNode.Parse(manifest.LockFile)!["packages"]!.AsObject();
        Assert.Equal(["", "node_modules/tool-linux"], packages.Select(p => p.Key));
        Assert.Null(packages["node_modules/tool-linux"]!["optional"]);
        Assert.Equal("sha512-a", packages["node_modules/tool-linux"]!["integrity"]!.GetValue<string>());
    }

    [Fact]
    public void A_platform_without_a_package_is_said_to_have_none()
    {
        var refused = Assert.Throws<ToolCacheException>(() => new NpmManifest(Package, Lock, "linux", "riscv64"));
        Assert.Equal("There is no package of scope-tool for this platform (linux-riscv64).", refused.Message);
    }

    [Theory]
    [InlineData("npm error code ECONNREFUSED\nnpm error FetchError: request failed", "npm does not reach its registry (ECONNREFUSED)")]
    [InlineData("npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write", "the disk is full")]
    [InlineData("npm error code E404\nnpm error 404 Not Found - tool", "npm failed: 404 Not Found - tool")]
    public void Failures_of_npm_become_one_line(string error, string expected)
    {
        var line = NpmInstallation.Describe("tool", new ToolResult(1, "", error));
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }
}
