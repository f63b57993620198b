using Microsoft.Extensions.DependencyInjection;

namespace Sample.Tour;

internal static class Commands
{
    public static CommandOptions GreetOptions { get; } = new()
    {
        Description = "Greets somebody",
        IconName = "Chat",
        IsHighlighted = true,
        Arguments =
        [
            new InteractionInput { Name = "who", Label = "Who", InputType = InputType.Text, Required = true },
            new InteractionInput { Name = "times", InputType = InputType.Number, Value = "1" },
            new InteractionInput { Name = "language", InputType = InputType.Choice, Value = "en", Options = [new("en", "English"), new("de", "German")] },
            new InteractionInput { Name = "loud", InputType = InputType.Boolean, Value = "false" },
        ],
        ValidateArguments = context =>
        {
            if (context.Inputs.GetDouble("times") > 3)
            {
                context.AddValidationError("times", "That is too often.");
            }

            return Task.CompletedTask;
        },
    };

    public static Task<ExecuteCommandResult> Greet(ExecuteCommandContext context)
    {
        var text = string.Join(' ', Enumerable.Repeat($"{(context.Arguments.GetString("language") == "de" ? "Hallo" : "Hello")} {context.Arguments.GetString("who")}", context.Arguments.GetInt32("times")));
        return Task.FromResult(CommandResults.Success("Greeted.", context.Arguments.GetBoolean("loud") ? text.ToUpperInvariant() : text));
    }

    public static async Task<ExecuteCommandResult> Ask(ExecuteCommandContext context)
    {
        var user = context.Services.GetRequiredService<IInteractionService>();
        if (!user.IsAvailable)
        {
            return CommandResults.Failure("Nobody is there to be asked.");
        }

        var file = await user.PromptInputsAsync("Import", "Take this *file*?",
        [
            new InteractionInput { Name = "file", Label = "File", InputType = InputType.File, Required = true },
            new InteractionInput { Name = "note", Label = "Note", InputType = InputType.Text },
        ], new() { EnableMessageMarkdown = true }, context.CancellationToken);
        if (file.Canceled)
        {
            return CommandResults.Canceled();
        }

        var content = file.Data["file"].Files![0];
        var sure = await user.PromptConfirmationAsync("Sure?", $"{content.Name} has {new FileInfo(content.FilePath).Length} bytes.", cancellationToken: context.CancellationToken);
        return sure.Data ? CommandResults.Success($"Took {content.Name}.") : CommandResults.Failure("Not sure.");
    }

    public static async Task<ExecuteCommandResult> Slow(ExecuteCommandContext context)
    {
        await Task.Delay(TimeSpan.FromMinutes(1), context.CancellationToken);
        return CommandResults.Success();
    }
}
