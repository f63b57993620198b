using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dashboard.Proto;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Dashboard;

public sealed class InteractionTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly OpenInteractions _open;
    private readonly DashboardInteractionService _service;

    public InteractionTests()
    {
        _open = new OpenInteractions(_services);
        _service = Service(enabled: null);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _services.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_question_is_shown_as_a_message_box_and_answered_with_yes_or_no(bool answer)
    {
        var question = _service.PromptConfirmationAsync("Reset", "Really?", cancellationToken: Cancellation);
        var shown = await ShownAsync();

        await _open.AnswerAsync(new() { InteractionId = shown.InteractionId, MessageBox = new() { Result = answer } }, Cancellation);

        Assert.Equal((Aspire.Hosting.Dashboard.Proto.MessageIntent.Confirmation, true, false), (shown.MessageBox.Intent, shown.ShowSecondaryButton, shown.ShowDismiss));
        Assert.Equal(answer, (await question).Data);
        Assert.False((await question).Canceled);
    }

    [Fact]
    public async Task A_prompt_that_the_user_closes_is_canceled()
    {
        var message = _service.PromptNotificationAsync("News", "There is a new version.", new NotificationInteractionOptions { LinkText = "More", LinkUrl = "https://example.org" }, Cancellation);
        var shown = await ShownAsync();

        await _open.AnswerAsync(new() { InteractionId = shown.InteractionId, Complete = new() }, Cancellation);

        Assert.Equal("More", shown.Notification.LinkText);
        Assert.True((await message).Canceled);
    }

    [Fact]
    public async Task Inputs_are_checked_and_shown_again_until_they_are_right()
    {
        var prompt = _service.PromptInputsAsync("Region", message: null,
        [
            new() { Name = "region", InputType = Aspire.Hosting.InputType.Choice, Required = true, Options = [new("eu", "Europe")] },
            new() { Name = "agree", InputType = Aspire.Hosting.InputType.Boolean },
        ], cancellationToken: Cancellation);
        var shown = await ShownAsync();
        await _open.AnswerAsync(Answer(shown.InteractionId, ("region", "moon")), Cancellation);
        var again = await ShownAsync();
        await _open.AnswerAsync(Answer(shown.InteractionId, ("region", "eu"), ("agree", "")), Cancellation);

        var result = await prompt;
        Assert.Equal("Europe", shown.InputsDialog.InputItems[0].Options["eu"]);
        Assert.Equal(["Value must be one of the provided options."], again.InputsDialog.InputItems[0].ValidationErrors);
        Assert.Equal(("eu", false), (result.Data!.GetString("region"), result.Data.GetBoolean("agree")));
    }

    [Fact]
    public async Task A_caller_that_gives_up_closes_the_prompt_in_the_dashboard()
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var question = _service.PromptMessageBoxAsync("Hello", "World", cancellationToken: giveUp.Token);
        await using var dashboard = _open.WatchAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await dashboard.MoveNextAsync());
        Assert.Single(dashboard.Current);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => question);
        Assert.True(await dashboard.MoveNextAsync());
        Assert.Equal(WatchInteractionsResponseUpdate.KindOneofCase.Complete, InteractionMessage.From(Assert.Single(dashboard.Current)).KindCase);
    }

    [Fact]
    public async Task Nobody_is_asked_where_that_is_switched_off()
    {
        var service = Service(enabled: "false");

        Assert.False(service.IsAvailable);
        await Assert.ThrowsAsync<InvalidOperationException>(() => service.PromptConfirmationAsync("Reset", "Really?", cancellationToken: Cancellation));
    }

    private DashboardInteractionService Service(string? enabled)
        => new(_open, new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["ASPIRE_INTERACTIVITY_ENABLED"] = enabled }).Build());

    private async Task<WatchInteractionsResponseUpdate> ShownAsync()
    {
        await foreach (var batch in _open.WatchAsync(Cancellation))
        {
            if (batch.Count > 0)
            {
                return InteractionMessage.From(batch.Single());
            }
        }

        throw new InvalidOperationException("Nothing was shown.");
    }

    private static WatchInteractionsRequestUpdate Answer(int id, params (string Name, string Value)[] values)
    {
        var answer = new WatchInteractionsRequestUpdate { InteractionId = id, InputsDialog = new() };
        answer.InputsDialog.InputItems.AddRange(values.Select(value => new Aspire.Hosting.Dashboard.Proto.InteractionInput { Name = value.Name, Value = value.Value }));
        return answer;
    }
}
