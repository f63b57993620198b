namespace Sage.Tests.AppHost;

public sealed class SettingsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("Sage__Data", "cloud", "Sage:Data")]
    [InlineData("Sage__Upstreams", "wishes", "Sage:Upstreams is 'wishes'; it must be 'simulated' or 'live'.")]
    [InlineData("Sage__Replicas", "9", "Sage:Replicas is '9'; it must be a number from 1 to 8.")]
    public async Task A_wrong_setting_ends_the_AppHost_with_one_line_and_exit_code_1(string variable, string value, string line)
    {
        await using var app = AppHostProcess.Start(new KeyValuePair<string, string>(variable, value));

        await app.WaitUntilAsync(() => app.ExitCode is not null, "the AppHost to end", Limit, TestContext.Current.CancellationToken);
        await app.WaitForOutputAsync(line, Limit, TestContext.Current.CancellationToken);

        Assert.Equal(1, app.ExitCode);
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
    }
}
