using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sample.AppHost;

/// <summary>What the tests of publish mode run: a step that writes, one that fails, one that asks, one that never ends.</summary>
internal static class PublishSteps
{
    public static void AddSampleSteps(this IDistributedApplicationPipeline pipeline)
    {
        pipeline.AddStep(new PipelineStep { Name = "greet", Description = "Writes a greeting.", Action = GreetAsync, Tags = ["sample"], DependsOnSteps = [WellKnownPipelineSteps.PublishPrereq], RequiredBySteps = [WellKnownPipelineSteps.Publish] });
        pipeline.AddStep("bad", _ => throw new InvalidOperationException("boom"));
        pipeline.AddStep("after-bad", _ => Task.CompletedTask, dependsOn: "bad");
        pipeline.AddStep("ask", AskAsync);
        pipeline.AddStep("confirm", ConfirmAsync);
        pipeline.AddStep("hang", HangAsync);
    }

    private static async Task GreetAsync(PipelineStepContext context)
    {
        var path = Path.Combine(context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory(), "greeting.txt");
        await using var task = await context.ReportingStep.CreateTaskAsync(new MarkdownString("Writing the **greeting**"), context.CancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "hello", context.CancellationToken);
        context.Logger.LogInformation("Wrote {Count} letters", 5);
        await task.SucceedAsync(new MarkdownString("Wrote `greeting.txt`"), context.CancellationToken);
        context.Summary.Add("Greeting", "greeting.txt");
    }

    private static async Task AskAsync(PipelineStepContext context)
    {
        var asked = await context.Services.GetRequiredService<IInteractionService>().PromptInputsAsync(
            "Questions",
            "Some questions",
            [
                new InteractionInput { Name = "text", Label = "Text", InputType = InputType.Text, Required = true },
                new InteractionInput { Name = "secret", Label = "Secret", InputType = InputType.SecretText },
                new InteractionInput { Name = "choice", Label = "Choice", InputType = InputType.Choice, Options = [KeyValuePair.Create("a", "First"), KeyValuePair.Create("b", "Second")] },
                new InteractionInput { Name = "yes", Label = "Sure", InputType = InputType.Boolean },
                new InteractionInput { Name = "number", Label = "Number", InputType = InputType.Number, Value = "7" },
            ],
            new InputsDialogInteractionOptions
            {
                ValidationCallback = validation =>
                {
                    if (validation.Inputs["text"].Value is "wrong")
                    {
                        validation.AddValidationError("text", "That is not right.");
                    }

                    return Task.CompletedTask;
                },
            },
            context.CancellationToken);
        context.Summary.Add("Answers", asked.Canceled ? "none" : string.Join(',', asked.Data.Where(input => input.InputType is not InputType.SecretText).Select(input => $"{input.Name}={input.Value}")));
    }

    private static async Task ConfirmAsync(PipelineStepContext context)
    {
        var interaction = context.Services.GetRequiredService<IInteractionService>();
        var box = await interaction.PromptMessageBoxAsync("Box", "Is this a box?", cancellationToken: context.CancellationToken);
        var confirmation = await interaction.PromptConfirmationAsync("Confirm", "Go on?", cancellationToken: context.CancellationToken);
        context.Summary.Add("Confirmed", $"{box.Data} {confirmation.Data}");
    }

    private static async Task HangAsync(PipelineStepContext context)
    {
        context.Logger.LogInformation("Hanging");
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
    }
}
