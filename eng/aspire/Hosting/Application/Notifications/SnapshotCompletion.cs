using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What every published snapshot carries, whoever publishes it: the commands, icon and visibility that the annotations give.</summary>
internal static class SnapshotCompletion
{
    public static CustomResourceSnapshot Initial(IResource resource)
        => resource.Annotations.OfType<ResourceSnapshotAnnotation>().LastOrDefault()?.InitialSnapshot
            ?? new CustomResourceSnapshot
            {
                ResourceType = resource.GetResourceType(),
                Properties = [],
                Relationships = ResourceSnapshotBuilder.BuildRelationships(resource),
            };

    public static CustomResourceSnapshot Complete(IResource resource, CustomResourceSnapshot snapshot, IServiceProvider services)
    {
        if (!string.Equals(snapshot.State?.Text, KnownResourceStates.Waiting, StringComparison.OrdinalIgnoreCase))
        {
            snapshot = snapshot with { Properties = snapshot.Properties.RemoveResourceProperty(KnownProperties.Resource.WaitingFor) };
        }

        var commands = Commands(resource, snapshot, services);
        var icon = resource.Annotations.OfType<ResourceIconAnnotation>().LastOrDefault();
        return snapshot with
        {
            Commands = commands,
            IconName = string.IsNullOrEmpty(snapshot.IconName) ? icon?.IconName ?? snapshot.IconName : snapshot.IconName,
            IconVariant = snapshot.IconVariant ?? icon?.IconVariant,
            IsHidden = IsHidden(resource, snapshot),
        };
    }

    private static ImmutableArray<ResourceCommandSnapshot> Commands(IResource resource, CustomResourceSnapshot snapshot, IServiceProvider services)
    {
        var commands = snapshot.Commands.ToBuilder();
        foreach (var annotation in resource.Annotations.OfType<ResourceCommandAnnotation>())
        {
            var state = annotation.UpdateState(new UpdateCommandStateContext { ResourceSnapshot = snapshot, Services = services });
            var index = commands.FindIndex(command => string.Equals(command.Name, annotation.Name, StringComparison.Ordinal));
            if (index >= 0)
            {
                commands[index] = commands[index] with { State = state };
            }
            else
            {
                commands.Add(Command(annotation, state));
            }
        }

        return commands.ToImmutable();
    }

#pragma warning disable CS0618 // The dashboard still reads the obsolete parameter.
    private static ResourceCommandSnapshot Command(ResourceCommandAnnotation annotation, ResourceCommandState state)
        => new(annotation.Name, state, annotation.DisplayName, annotation.DisplayDescription, annotation.Parameter, annotation.ConfirmationMessage, annotation.IconName, annotation.IconVariant, annotation.IsHighlighted)
        {
            Arguments = annotation.Arguments,
            Visibility = annotation.Visibility,
        };
#pragma warning restore CS0618

    private static bool IsHidden(IResource resource, CustomResourceSnapshot snapshot)
        => resource.Annotations.OfType<HiddenAnnotation>().LastOrDefault() is { } hidden
            ? hidden.Behavior switch
            {
                HiddenBehavior.Always => true,
                HiddenBehavior.OnCompletion => snapshot.State?.Text is { } state
                    && (string.Equals(state, KnownResourceStates.Finished, StringComparison.Ordinal) || string.Equals(state, KnownResourceStates.Exited, StringComparison.Ordinal))
                    && snapshot.ExitCode is { } exitCode
                    && hidden.SuccessfulExitCodes.Contains(exitCode),
                _ => snapshot.IsHidden,
            }
            : snapshot.IsHidden;

    private static int FindIndex(this ImmutableArray<ResourceCommandSnapshot>.Builder commands, Predicate<ResourceCommandSnapshot> match)
    {
        for (var i = 0; i < commands.Count; i++)
        {
            if (match(commands[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
