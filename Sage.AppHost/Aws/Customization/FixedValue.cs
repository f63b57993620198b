namespace Sage.AppHost.Aws.Customization;

/// <summary>A property that a customization may not change: other resources, connection strings or the deployment have it already.</summary>
internal static class FixedValue
{
    /// <exception cref="DistributedApplicationException">The value is another one.</exception>
    public static void Check<T>(IResource resource, string property, T? value, T? known)
    {
        if (!EqualityComparer<T>.Default.Equals(value, known))
        {
            throw new DistributedApplicationException($"{property} of '{resource.Name}' cannot be {Shown(value)}: the rest of the stacks knows {Shown(known)}.");
        }
    }

    private static string Shown<T>(T? value) => value is null ? "empty" : $"'{value}'";
}
