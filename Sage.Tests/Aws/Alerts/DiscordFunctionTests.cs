namespace Sage.Tests.Aws.Alerts;

/// <summary>The code of the function, with Node.js.</summary>
public sealed class DiscordFunctionTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_function_passes_its_own_tests()
    {
        var (exitCode, text) = await NodeProgram.RunAsync(Path.Combine(NodeProgram.Lambda, "tests"), "", "--test", "--test-reporter=tap");
        output.WriteLine(text);

        Assert.Equal(0, exitCode);
        // A folder without tests would succeed, too.
        Assert.Matches(@"(?m)^# pass [5-9]\d$", text);
    }
}
