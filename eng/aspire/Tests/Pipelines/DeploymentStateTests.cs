using System.Text.Json;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Pipelines;

public sealed class DeploymentStateTests : IDisposable
{
    private readonly PublishApp _app = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task What_one_run_saves_the_next_one_finds()
    {
        await SaveAsync("Azure:Location", "west");

        var section = await State(_app.Create()).AcquireSectionAsync("Azure:Location", Token);

        Assert.Equal("west", (string?)section.Data[""]);
        Assert.Equal("""{ "Azure:Location": "west" }""", (await File.ReadAllTextAsync(_app.StatePath, Token)).ReplaceLineEndings("").Replace("  ", " ", StringComparison.Ordinal).Replace("\"}", "\" }", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Saved_values_are_configuration_and_win_over_those_of_this_run()
    {
        await SaveAsync("Parameters:size", "small");

        Assert.Equal("small", _app.Create().Configuration["Parameters:size"]);
        Assert.Equal("small", _app.Create("--Parameters:size=large").Configuration["Parameters:size"]);
        Assert.Null(_app.Create("--clear-cache", "true").Configuration["Parameters:size"]);
    }

    [Fact]
    public async Task Only_the_user_can_read_the_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        await SaveAsync("Parameters:password", "secret");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_app.StatePath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(_app.StatePath)!));
    }

    [Fact]
    public async Task A_section_that_somebody_else_has_saved_since_is_refused()
    {
        var state = State(_app.Create());
        var first = await state.AcquireSectionAsync("one", Token);
        var second = await state.AcquireSectionAsync("one", Token);
        await state.SaveSectionAsync(first, Token);
        await state.SaveSectionAsync(first, Token);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => state.SaveSectionAsync(second, Token));

        Assert.StartsWith("Concurrency conflict detected in section 'one'. Expected version 0, but current version is 2.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_runs_at_once_keep_each_other_s_sections()
    {
        var (one, two) = (State(_app.Create()), State(_app.Create()));
        var (first, second) = (await one.AcquireSectionAsync("first", Token), await two.AcquireSectionAsync("second", Token));
        first.SetValue("1");
        second.SetValue("2");

        await Task.WhenAll(one.SaveSectionAsync(first, Token), two.SaveSectionAsync(second, Token));

        var state = State(_app.Create());
        Assert.Equal("1", (string?)(await state.AcquireSectionAsync("first", Token)).Data[""]);
        Assert.Equal("2", (string?)(await state.AcquireSectionAsync("second", Token)).Data[""]);
    }

    [Fact]
    public async Task Deleted_sections_and_cleared_state_are_gone()
    {
        await SaveAsync("one", "1");
        var state = State(_app.Create());
        await state.DeleteSectionAsync(await state.AcquireSectionAsync("one", Token), Token);
        Assert.Empty((await State(_app.Create()).AcquireSectionAsync("one", Token)).Data);

        await state.ClearAllStateAsync(Token);

        Assert.False(File.Exists(_app.StatePath));
    }

    [Fact]
    public async Task With_clear_cache_nothing_is_written()
    {
        var state = State(_app.Create("--clear-cache", "true"));
        var section = await state.AcquireSectionAsync("one", Token);
        section.SetValue("1");

        await state.SaveSectionAsync(section, Token);

        Assert.False(File.Exists(_app.StatePath));
        Assert.Equal("1", (string?)(await state.AcquireSectionAsync("one", Token)).Data[""]);
    }

    [Fact]
    public async Task A_broken_file_is_no_configuration_and_whoever_reads_the_state_is_told()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_app.StatePath)!);
        await File.WriteAllTextAsync(_app.StatePath, "{ not json", Token);

        var builder = _app.Create();

        await Assert.ThrowsAnyAsync<JsonException>(() => State(builder).AcquireSectionAsync("one", Token));
    }

    private async Task SaveAsync(string name, string value)
    {
        var state = State(_app.Create());
        var section = await state.AcquireSectionAsync(name, Token);
        section.SetValue(value);
        await state.SaveSectionAsync(section, Token);
    }

    private static IDeploymentStateManager State(IDistributedApplicationBuilder builder) => builder.Build().Services.GetRequiredService<IDeploymentStateManager>();
}
