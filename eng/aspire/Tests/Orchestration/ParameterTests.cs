using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Interactions;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class ParameterTests
{
    [Fact]
    public async Task A_parameter_with_a_value_runs_and_shows_it()
    {
        await using var test = new TestApp();
        test.Builder.AddParameter("name", "value", secret: true);

        await test.StartAsync();

        var snapshot = test.Snapshot("name");
        Assert.Equal("Running", snapshot.State?.Text);
        var property = Assert.Single(snapshot.Properties, property => property.Name == "Value");
        Assert.Equal("value", property.Value);
        Assert.True(property.IsSensitive);
    }

    [Fact]
    public async Task Whatever_uses_a_missing_value_waits_for_it_to_be_set()
    {
        await using var test = new TestApp(withDashboard: true);
        var parameter = test.Builder.AddParameter("name");

        await test.StartAsync();
        Assert.Equal(new ResourceStateSnapshot("ValueMissing", "warning"), test.Snapshot("name").State);
        var value = parameter.Resource.GetValueAsync(TestApp.Cancelled).AsTask();
        Assert.False(value.IsCompleted);

        var result = await test.Application.ResourceCommands.ExecuteCommandAsync(
            "name",
            "set-parameter",
            new InteractionInputCollection([new InteractionInput { Name = "Value", InputType = InputType.Text, Value = "set" }]),
            TestApp.Cancelled);

        Assert.Equal((true, "Successfully set parameter 'name'."), (result.Success, result.Message));
        Assert.Equal("set", await value.WaitAsync(TimeSpan.FromSeconds(60), TestApp.Cancelled));
        Assert.Equal("Running", test.Snapshot("name").State?.Text);
    }

    [Fact]
    public async Task Without_a_dashboard_a_missing_value_is_an_error()
    {
        await using var test = new TestApp();
        var parameter = test.Builder.AddParameter("name");

        await test.StartAsync();

        Assert.Equal("ValueMissing", test.Snapshot("name").State?.Text);
        await Assert.ThrowsAsync<MissingParameterValueException>(async () => await parameter.Resource.GetValueAsync(TestApp.Cancelled));
    }

    [Fact]
    public async Task A_user_is_told_of_missing_values_and_asked_for_them()
    {
        await using var test = new TestApp(withDashboard: true);
        var first = test.Builder.AddParameter("first").WithDescription("The *first*.", enableMarkdown: true);
        var second = test.Builder.AddParameter("second", secret: true);
        await test.StartAsync();

        var banner = await ShownAsync(test);
        Assert.Equal(("Unresolved parameters", "Enter values"), (banner.Title, banner.Options.PrimaryButtonText));
        Open(test).Answer(banner.Id, answer: true);
        var dialog = await ShownAsync(test, shown => shown.Inputs is not null);
        await Open(test).SubmitAsync(dialog.Id, [new("first", "1"), new("second", "2")], isUpdate: false, TestApp.Cancelled);

        Assert.Equal([("first", InputType.Text), ("second", InputType.SecretText), ("SaveToUserSecrets", InputType.Boolean)], dialog.Inputs!.Select(input => (input.Name, input.InputType)));
        Assert.Equal("1", await first.Resource.GetValueAsync(TestApp.Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestApp.Cancelled));
        Assert.Equal("2", await second.Resource.GetValueAsync(TestApp.Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestApp.Cancelled));
        await test.UntilAsync("second", "Running");
    }

    [Fact]
    public async Task The_question_for_missing_values_goes_away_when_the_last_one_is_set_by_command()
    {
        await using var test = new TestApp(withDashboard: true);
        test.Builder.AddParameter("name");
        await test.StartAsync();
        var banner = await ShownAsync(test);

        await test.Application.ResourceCommands.ExecuteCommandAsync("name", "set-parameter", new Dictionary<string, string?> { ["Value"] = "set" }, interactive: false, TestApp.Cancelled);

        Assert.Null(await banner.Answer.WaitAsync(TimeSpan.FromSeconds(60), TestApp.Cancelled));
    }

    [Fact]
    public async Task A_deleted_value_is_asked_for_again()
    {
        await using var test = new TestApp(withDashboard: true);
        var parameter = test.Builder.AddParameter("name", "value");
        await test.StartAsync();
        Assert.Equal(ResourceCommandState.Enabled, CommandState(test, "delete-parameter"));

        var result = await test.Application.ResourceCommands.ExecuteCommandAsync("name", "delete-parameter", argumentValues: null, interactive: false, TestApp.Cancelled);

        Assert.Equal((true, "Successfully deleted parameter 'name'."), (result.Success, result.Message));
        Assert.Equal(("ValueMissing", ResourceCommandState.Hidden), (test.Snapshot("name").State?.Text, CommandState(test, "delete-parameter")));
        await Assert.ThrowsAsync<MissingParameterValueException>(async () => await parameter.Resource.GetValueAsync(TestApp.Cancelled));
        Assert.Equal("Unresolved parameters", (await ShownAsync(test)).Title);
    }

    [Fact]
    public async Task The_command_to_set_a_parameter_shows_its_present_value()
    {
        await using var test = new TestApp(withDashboard: true);
        test.Builder.AddParameter("name", "value");
        await test.StartAsync();

        var command = test.Application.ResourceCommands.ExecuteCommandAsync("name", "set-parameter", argumentValues: null, interactive: true, TestApp.Cancelled);
        var dialog = await ShownAsync(test, shown => shown.Inputs?["Value"].Value is not null);
        await Open(test).SubmitAsync(dialog.Id, [new("Value", "other")], isUpdate: false, TestApp.Cancelled);

        Assert.Equal("Set parameter", dialog.Title);
        Assert.True((await command).Success);
        Assert.Contains(test.Snapshot("name").Properties, property => property is { Name: "Value", Value: "other" });
    }

    private static OpenInteractions Open(TestApp test) => test.Application.Services.GetRequiredService<OpenInteractions>();

    private static ResourceCommandState CommandState(TestApp test, string name) => test.Snapshot("name").Commands.Single(command => command.Name == name).State;

    private static async Task<Interaction> ShownAsync(TestApp test, Func<Interaction, bool>? condition = null)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestApp.Cancelled);
        timeout.CancelAfter(TimeSpan.FromSeconds(60));
        await foreach (var batch in Open(test).WatchAsync(timeout.Token))
        {
            if (batch.FirstOrDefault(shown => !shown.IsOver && condition?.Invoke(shown) != false) is { } found)
            {
                return found;
            }
        }

        throw new InvalidOperationException("Nothing was asked.");
    }
}
