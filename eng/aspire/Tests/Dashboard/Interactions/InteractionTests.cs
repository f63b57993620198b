using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dashboard.Proto;

namespace Aspire.Hosting.Tests.Dashboard.Interactions;

public sealed class InteractionTests : IDisposable
{
    private readonly TestUser _user = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _user.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_question_is_shown_as_a_message_box_and_answered_with_yes_or_no(bool answer)
    {
        var question = _user.Service.PromptConfirmationAsync("Reset", "Really?", cancellationToken: Cancellation);
        var shown = await _user.SeesAsync();

        await _user.SendsAsync(new() { InteractionId = shown.InteractionId, MessageBox = new() { Result = answer } });

        Assert.Equal((Aspire.Hosting.Dashboard.Proto.MessageIntent.Confirmation, true, false), (shown.MessageBox.Intent, shown.ShowSecondaryButton, shown.ShowDismiss));
        Assert.Equal(answer, (await question).Data);
        Assert.False((await question).Canceled);
    }

    [Fact]
    public async Task A_prompt_that_the_user_closes_is_canceled()
    {
        var message = _user.Service.PromptNotificationAsync("News", "There is a new version.", new NotificationInteractionOptions { LinkText = "More", LinkUrl = "https://example.org" }, Cancellation);
        var shown = await _user.SeesAsync();

        await _user.SendsAsync(new() { InteractionId = shown.InteractionId, Complete = new() });

        Assert.Equal("More", shown.Notification.LinkText);
        Assert.True((await message).Canceled);
    }

    [Fact]
    public async Task Inputs_are_checked_and_shown_again_until_they_are_right()
    {
        var prompt = _user.Service.PromptInputsAsync("Region", message: null,
        [
            new() { Name = "region", InputType = Aspire.Hosting.InputType.Choice, Required = true, Options = [new("eu", "Europe")] },
            new() { Name = "agree", InputType = Aspire.Hosting.InputType.Boolean },
        ], cancellationToken: Cancellation);
        var shown = await _user.SeesAsync();
        await _user.FillsInAsync(shown.InteractionId, ("region", "moon"));
        var again = await _user.SeesAsync();
        await _user.FillsInAsync(shown.InteractionId, ("region", "eu"), ("agree", ""));

        var result = await prompt;
        Assert.Equal("Europe", shown.InputsDialog.InputItems[0].Options["eu"]);
        Assert.Equal(["Value must be one of the provided options."], again.InputsDialog.InputItems[0].ValidationErrors);
        Assert.Equal(("eu", false), (result.Data!.GetString("region"), result.Data.GetBoolean("agree")));
    }

    [Fact]
    public async Task A_caller_that_gives_up_closes_the_prompt_in_the_dashboard()
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var question = _user.Service.PromptMessageBoxAsync("Hello", "World", cancellationToken: giveUp.Token);
        await using var dashboard = _user.Open.WatchAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await dashboard.MoveNextAsync());
        Assert.Single(dashboard.Current);

        await giveUp.CancelAsync();

        Assert.True((await question).Canceled);
        Assert.True(await dashboard.MoveNextAsync());
        Assert.Equal(WatchInteractionsResponseUpdate.KindOneofCase.Complete, InteractionMessage.From(Assert.Single(dashboard.Current)).KindCase);
    }

    [Fact]
    public async Task Nobody_is_asked_where_that_is_switched_off()
    {
        using var user = new TestUser(enabled: "false");

        Assert.False(user.Service.IsAvailable);
        await Assert.ThrowsAsync<InvalidOperationException>(() => user.Service.PromptConfirmationAsync("Reset", "Really?", cancellationToken: Cancellation));
    }

    [Fact]
    public void Nobody_is_asked_without_a_dashboard_and_by_a_command_that_a_script_runs()
    {
        using var user = new TestUser(disableDashboard: true);
        Assert.False(user.Service.IsAvailable);

        using (Aspire.Hosting.Interactions.InteractionService.WithoutUser())
        {
            Assert.False(_user.Service.IsAvailable);
        }

        Assert.True(_user.Service.IsAvailable);
    }

    [Fact]
    public async Task One_line_of_text_is_asked_for_under_a_name_made_of_its_label()
    {
        var prompt = _user.Service.PromptInputAsync("Mail", message: null, "Your e-mail (work)", "a@b.c", cancellationToken: Cancellation);
        var shown = await _user.SeesAsync();
        await _user.FillsInAsync(shown.InteractionId, ("your_e_mail_work", " me@work "));

        var input = Assert.Single(shown.InputsDialog.InputItems);
        Assert.Equal(("Your e-mail (work)", "a@b.c", true), (input.Label, input.Placeholder, input.Required));
        Assert.Equal("me@work", (await prompt).Data!.Value);
    }

    [Fact]
    public async Task A_choice_may_be_another_than_those_offered_where_that_is_allowed()
    {
        var prompt = _user.Service.PromptInputAsync("Region", message: null, new() { Name = "region", InputType = Aspire.Hosting.InputType.Choice, AllowCustomChoice = true, Options = [new("eu", "Europe")] }, cancellationToken: Cancellation);
        var shown = await _user.SeesAsync();
        await _user.FillsInAsync(shown.InteractionId, ("region", "moon"));

        Assert.True(shown.InputsDialog.InputItems[0].AllowCustomChoice);
        Assert.Equal("moon", (await prompt).Data!.Value);
    }

    [Fact]
    public async Task The_AppHosts_own_check_is_asked_when_all_values_have_the_right_form()
    {
        var prompt = _user.Service.PromptInputAsync("Port", message: null, new() { Name = "port", InputType = Aspire.Hosting.InputType.Number, Required = true }, new()
        {
            ValidationCallback = context =>
            {
                if (context.Inputs.GetInt32("port") < 1024)
                {
                    context.AddValidationError("port", "Too low.");
                }

                return Task.CompletedTask;
            },
        }, Cancellation);
        var id = (await _user.SeesAsync()).InteractionId;

        await _user.FillsInAsync(id, ("port", "eighty"));
        Assert.Equal(["Value must be a valid number."], (await _user.SeesAsync()).InputsDialog.InputItems[0].ValidationErrors);
        await _user.FillsInAsync(id, ("port", "80"));
        Assert.Equal(["Too low."], (await _user.SeesAsync()).InputsDialog.InputItems[0].ValidationErrors);
        await _user.FillsInAsync(id, ("port", "8080"));
        Assert.Equal("8080", (await prompt).Data!.Value);
    }
}
