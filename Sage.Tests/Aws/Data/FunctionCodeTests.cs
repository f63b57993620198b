using ToolCache;

namespace Sage.Tests.Aws.Data;

/// <summary>The code of the functions has its own tests, in its own language.</summary>
public sealed class FunctionCodeTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Passwords_rotate_and_what_is_composed_of_them_follows()
    {
        var tests = Path.GetFullPath(Path.Combine(Projects.Sage_AppHost.ProjectPath, "../Sage.AppHost/Aws/Secrets/Rotation/lambda/tests"));
        var node = ToolProcess.Find("node") ?? throw new InvalidOperationException("Node.js is not on the PATH; Sage.Web needs it, too.");
        string[] files = [.. Directory.EnumerateFiles(tests, "*.test.mjs").Order(StringComparer.Ordinal)];
        Assert.Equal(2, files.Length);

        var result = await ToolProcess.RunAsync(
            new ToolCommand(node, ["--test", "--test-reporter=spec", .. files]) { Timeout = TimeSpan.FromMinutes(2) }, TestContext.Current.CancellationToken);

        output.WriteLine(result.Output + result.Error);
        Assert.True(result.Succeeded, result.Output);
    }
}
