using System.Collections.Concurrent;
using Aspire.Hosting.Dashboard.Proto;

namespace Aspire.Hosting.Tests.Dashboard.Interactions;

public sealed class DynamicInputTests : IDisposable
{
    private readonly TestUser _user = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _user.Dispose();

    [Fact]
    public async Task A_dialog_is_shown_at_once_and_its_options_when_they_are_there()
    {
        var loaded = new TaskCompletionSource();
        var prompt = Ask(Choice("shard", dependsOn: null, async context =>
        {
            await loaded.Task;
            context.Input.Options = [new("s1", "First")];
        }));

        var early = await _user.SeesAsync();
        loaded.SetResult();
        var late = await _user.SeesAsync(shown => !shown.InputsDialog.InputItems[0].Loading);
        await _user.FillsInAsync(early.InteractionId, ("shard", "s1"));

        Assert.True(early.InputsDialog.InputItems[0].Loading);
        Assert.Equal("First", late.InputsDialog.InputItems[0].Options["s1"]);
        Assert.Equal("s1", (await prompt).Data!.GetString("shard"));
    }

    [Fact]
    public async Task Options_are_loaded_again_when_an_input_changes_that_they_depend_on()
    {
        var regions = new ConcurrentQueue<string?>();
        var prompt = Ask(Text("region"), Choice("city", ["region"], context =>
        {
            regions.Enqueue(context.AllInputs.GetString("region"));
            context.Input.Options = [new($"{context.AllInputs.GetString("region")}-1", "One")];
            return Task.CompletedTask;
        }));
        var shown = await _user.SeesAsync();
        await _user.ChangesAsync(shown.InteractionId, ("region", "eu"), ("city", ""));
        await _user.SeesAsync(update => update.InputsDialog.InputItems[1].Options.ContainsKey("eu-1"));
        await _user.ChangesAsync(shown.InteractionId, ("region", "us"), ("city", "eu-1"));
        // While it is loading the new options may stand beside the old choice.
        var last = await _user.SeesAsync(update => !update.InputsDialog.InputItems[1].Loading && update.InputsDialog.InputItems[1].Options.ContainsKey("us-1"));
        await _user.FillsInAsync(shown.InteractionId, ("region", "us"), ("city", "us-1"));

        Assert.True(shown.InputsDialog.InputItems[0].UpdateStateOnChange);
        Assert.Equal(["eu", "us"], regions);
        // A choice that is no longer offered is dropped.
        Assert.Equal("", last.InputsDialog.InputItems[1].Value);
        Assert.Equal("us-1", (await prompt).Data!.GetString("city"));
    }

    [Fact]
    public async Task A_change_gives_up_the_load_that_it_makes_useless()
    {
        var started = new TaskCompletionSource();
        var givenUp = new TaskCompletionSource();
        var prompt = Ask(Text("region"), Choice("city", ["region"], async context =>
        {
            if (context.AllInputs.GetString("region") == "slow")
            {
                using var registration = context.CancellationToken.Register(() => givenUp.TrySetResult());
                started.TrySetResult();
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }

            context.Input.Options = [new("quick", "Quick")];
        }));
        var id = (await _user.SeesAsync()).InteractionId;
        await _user.ChangesAsync(id, ("region", "slow"));
        await started.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        await _user.ChangesAsync(id, ("region", "fast"));

        await givenUp.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        var shown = await _user.SeesAsync(update => update.InputsDialog.InputItems[1].Options.Count > 0);
        Assert.False(shown.InputsDialog.InputItems[1].Loading);
        await _user.SendsAsync(new() { InteractionId = id, Complete = new() });
        Assert.True((await prompt).Canceled);
    }

    [Fact]
    public async Task A_load_that_fails_leaves_the_dialog_open()
    {
        var prompt = Ask(Choice("city", dependsOn: null, _ => throw new IOException("no network")));
        var shown = await _user.SeesAsync(update => !update.InputsDialog.InputItems[0].Loading);

        await _user.SendsAsync(new() { InteractionId = shown.InteractionId, Complete = new() });
        Assert.True((await prompt).Canceled);
    }

    [Theory]
    [InlineData("nobody", "The input 'city' depends on 'nobody', but there is no such input.")]
    [InlineData("later", "The input 'city' depends on 'later', which comes after it. Put 'later' first.")]
    public async Task An_input_depends_on_those_before_it_only(string source, string message)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Ask(Choice("city", [source], _ => Task.CompletedTask), Text("later")));

        Assert.Equal(message, error.Message);
    }

    private Task<InteractionResult<InteractionInputCollection>> Ask(params Aspire.Hosting.InteractionInput[] inputs)
        => _user.Service.PromptInputsAsync("Where", message: null, inputs, cancellationToken: Cancellation);

    private static Aspire.Hosting.InteractionInput Text(string name) => new() { Name = name, InputType = Aspire.Hosting.InputType.Text };

    private static Aspire.Hosting.InteractionInput Choice(string name, string[]? dependsOn, Func<LoadInputContext, Task> load)
        => new() { Name = name, InputType = Aspire.Hosting.InputType.Choice, DynamicLoading = new() { LoadCallback = load, DependsOnInputs = dependsOn } };
}
