using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds a command to the resource, replacing the one of that name.</summary>
    public static IResourceBuilder<T> WithCommand<T>(this IResourceBuilder<T> builder, string name, string displayName, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand, CommandOptions? commandOptions = null)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(displayName);
        ArgumentNullException.ThrowIfNull(executeCommand);

        if (builder.Resource.Annotations.OfType<ResourceCommandAnnotation>().SingleOrDefault(a => string.Equals(a.Name, name, StringComparison.Ordinal)) is { } earlier)
        {
            builder.Resource.Annotations.Remove(earlier);
        }

        var options = commandOptions ?? new CommandOptions();
        return builder.WithAnnotation(new ResourceCommandAnnotation(
            name,
            displayName,
            options.UpdateState ?? (_ => ResourceCommandState.Enabled),
            executeCommand,
            options.Description,
            options.Arguments,
            options.ConfirmationMessage,
            options.IconName,
            options.IconVariant,
            options.IsHighlighted,
            options.Visibility,
            options.ValidateArguments)
        {
            Progress = options.Progress,
            LegacyParameter = options.LegacyParameter,
        });
    }
}
