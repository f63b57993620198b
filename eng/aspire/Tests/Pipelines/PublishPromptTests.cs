using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Cli.Messages;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Pipelines;

/// <summary>Questions of steps, answered by a stand-in for the CLI.</summary>
public sealed class PublishPromptTests : IDisposable
{
    private readonly PublishApp _app = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_missing_parameter_is_asked_for_and_kept()
    {
        var builder = Create();
        var parameter = builder.AddParameter("region", secret: true);

        await RunAsync(builder, "process-parameters", prompt =>
        {
            Assert.Equal(("Please provide values for the unresolved parameters.", "region", "SecretText"), (prompt.StatusText, prompt.Inputs![0].Label, prompt.Inputs[0].InputType));
            return [new PromptAnswerMessage("region", "west")];
        });

        Assert.Equal("west", await parameter.Resource.GetValueAsync(Token));
        Assert.Equal("west", _app.Create().Configuration["Parameters:region"]);
    }

    [Fact]
    public async Task A_generated_value_is_the_same_in_the_next_run()
    {
        var first = await GenerateAsync();

        Assert.Equal(first, await GenerateAsync());

        async Task<string?> GenerateAsync()
        {
            var builder = _app.Create();
            var password = builder.AddParameter("password", new GenerateParameterDefault(), secret: true);
            await PublishApp.RunAsync(builder, "process-parameters");
            return await password.Resource.GetValueAsync(Token);
        }
    }

    [Fact]
    public async Task A_wrong_answer_is_asked_for_again_with_the_reason()
    {
        var builder = Create();
        var asked = new List<string[]?>();
        builder.Pipeline.AddStep("ask", async context =>
        {
            var interaction = context.Services.GetRequiredService<IInteractionService>();
            var options = new InputsDialogInteractionOptions
            {
                ValidationCallback = validation =>
                {
                    if (validation.Inputs["n"].Value is "1")
                    {
                        validation.AddValidationError("n", "Too few.");
                    }

                    return Task.CompletedTask;
                },
            };
            var answer = await interaction.PromptInputAsync("How", "How many?", new InteractionInput { Name = "n", InputType = InputType.Number }, options, context.CancellationToken);
            context.Summary.Add("n", answer.Data!.Value!);
        });

        var summary = await RunAsync(builder, "ask", prompt =>
        {
            asked.Add(prompt.Inputs![0].ValidationErrors);
            return [new PromptAnswerMessage("n", asked.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        });

        Assert.Equal([[], ["Too few."]], asked);
        Assert.Equal("2", Assert.Single(summary).Value);
    }

    [Fact]
    public async Task Clearing_the_state_is_asked_for_first()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_app.StatePath)!);
        await File.WriteAllTextAsync(_app.StatePath, "{}", Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(Create("--clear-cache", "true"), "deploy-prereq", _ => [new PromptAnswerMessage("confirm", "false")]));
        Assert.True(File.Exists(_app.StatePath));

        await RunAsync(Create("--clear-cache", "true"), "deploy-prereq", _ => [new PromptAnswerMessage("confirm", "true")]);
        Assert.False(File.Exists(_app.StatePath));
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_the_parameter_is_named()
    {
        var builder = _app.Create();
        var parameter = builder.AddParameter("region");

        await PublishApp.RunAsync(builder, "process-parameters");

        var error = await Assert.ThrowsAsync<MissingParameterValueException>(async () => await parameter.Resource.GetValueAsync(Token));
        Assert.Contains("'Parameters:region'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_boxes_are_not_for_the_cli_but_notifications_are()
    {
        var builder = Create();
        builder.Pipeline.AddStep("ask", async context =>
        {
            var interaction = context.Services.GetRequiredService<IInteractionService>();
            using var closed = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
            var box = interaction.PromptMessageBoxAsync("Box", "A box", cancellationToken: closed.Token);
            var answer = await interaction.PromptNotificationAsync("Note", "A note", cancellationToken: context.CancellationToken);
            context.Summary.Add("note", answer.Data.ToString());
            context.Summary.Add("box", box.IsCompleted.ToString());
            await closed.CancelAsync();
        });
        var shown = new List<string?>();

        var summary = await RunAsync(builder, "ask", prompt =>
        {
            shown.Add(prompt.StatusText);
            return [new PromptAnswerMessage("confirm", "true")];
        });

        Assert.Equal(["A note"], shown);
        Assert.Equal(["True", "False"], summary.Select(item => item.Value));
    }

    private IDistributedApplicationBuilder Create(params string[] args)
        => _app.Create(["--ASPIRE_BACKCHANNEL_PATH", Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.sock"), "--ASPIRE_INTERACTIVITY_ENABLED", "true", .. args]);

    private static async Task<IReadOnlyList<PipelineSummaryItem>> RunAsync(IDistributedApplicationBuilder builder, string step, Func<PublishingActivityData, PromptAnswerMessage[]> answer)
    {
        builder.Configuration["Pipeline:Step"] = step;
        await using var app = builder.Build();
        var prompts = app.Services.GetRequiredService<PublishPrompts>();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await prompts.StartAsync(Token);
        var answering = Task.Run(
            async () =>
            {
                await foreach (var activity in app.Services.GetRequiredService<ActivityQueue>().ReadAsync(done.Token))
                {
                    if (activity.Type is PublishingActivityMessage.Prompt)
                    {
                        await prompts.AnswerAsync(activity.Data.Id, answer(activity.Data), isUpdate: false, done.Token);
                    }
                }
            },
            done.Token);
        var context = new PipelineContext(app.Services.GetRequiredService<DistributedApplicationModel>(), builder.ExecutionContext, app.Services, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Token);
        try
        {
            await builder.Pipeline.ExecuteAsync(context);
        }
        finally
        {
            await done.CancelAsync();
            await prompts.StopAsync(CancellationToken.None);
            await answering.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        return context.Summary.Items;
    }
}
