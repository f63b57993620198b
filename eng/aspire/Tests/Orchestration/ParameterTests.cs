using Aspire.Hosting.ApplicationModel;

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
        Assert.Equal("set", await value.WaitAsync(TimeSpan.FromSeconds(20), TestApp.Cancelled));
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
}
