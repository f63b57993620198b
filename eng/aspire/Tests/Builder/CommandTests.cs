using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Builder;

public sealed class CommandTests
{
    [Fact]
    public void ACommandOfTheSameNameIsReplaced()
    {
        var tool = Apps.Run().AddTool("tool")
            .WithCommand("reset", "Old", _ => Task.FromResult(CommandResults.Success()))
            .WithCommand("reset", "Reset", _ => Task.FromResult(CommandResults.Success()), new CommandOptions { ConfirmationMessage = "Sure?", IconName = "Delete", IsHighlighted = true });

        var command = Assert.Single(tool.Resource.Annotations.OfType<ResourceCommandAnnotation>());
        Assert.Equal(("reset", "Reset", "Sure?", "Delete", true), (command.Name, command.DisplayName, command.ConfirmationMessage, command.IconName, command.IsHighlighted));
    }
}
