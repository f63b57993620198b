using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class RequiredCommandTests : IAsyncDisposable
{
    private const string Missing = "no-such-program-anywhere";

    private readonly TestApp _test = new();
    private readonly ConsoleLines _console = new();

    public RequiredCommandTests() => _test.Builder.Services.AddSingleton<ILoggerProvider>(_console);

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task A_missing_program_is_named_and_the_resource_starts_all_the_same()
    {
        _test.Add("tool").WithRequiredCommand(Missing, "https://example.org/install");

        await _test.StartAsync();

        await _test.UntilAsync("tool", KnownResourceStates.Running);
        Assert.Equal([$"Resource 'tool' may fail to start: Required command '{Missing}' was not found on PATH or at the specified location. For installation instructions, see: https://example.org/install"], Warnings());
    }

    [Fact]
    public async Task A_program_that_is_there_is_not_mentioned()
    {
        _test.Add("tool").WithRequiredCommand("dotnet");

        await _test.StartAsync();

        Assert.Empty(Warnings());
    }

    [Fact]
    public async Task A_program_that_is_not_the_right_one_is_looked_at_once_for_all_who_need_it()
    {
        var looks = 0;
        Func<RequiredCommandValidationContext, Task<RequiredCommandValidationResult>> old = context =>
        {
            Interlocked.Increment(ref looks);
            return Task.FromResult(context.Failure($"{Path.GetFileNameWithoutExtension(context.ResolvedPath)} is too old"));
        };
        _test.Add("one").WithRequiredCommand("dotnet", old);
        _test.Add("two").WithRequiredCommand("dotnet", old);

        await _test.StartAsync();

        Assert.Equal(1, looks);
        Assert.Equal(["Resource 'one' may fail to start: dotnet is too old", "Resource 'two' may fail to start: dotnet is too old"], Warnings());
    }

    private IEnumerable<string> Warnings()
        => _console.Lines.Where(line => line.Contains("may fail to start", StringComparison.Ordinal)).Select(line => line[line.IndexOf("Resource '", StringComparison.Ordinal)..]).Order(StringComparer.Ordinal);
}
