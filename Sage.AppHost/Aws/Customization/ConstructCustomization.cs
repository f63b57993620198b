namespace Sage.AppHost.Aws.Customization;

/// <summary>Changes one construct: its properties before it is made, itself afterwards.</summary>
internal sealed class ConstructCustomization<TProps, TConstruct>(Action<TProps>? props, Action<TConstruct>? construct) : IResourceAnnotation
{
    public static TProps Before(IResource resource, TProps props)
    {
        foreach (var customization in Of(resource))
        {
            customization.ChangeProps?.Invoke(props);
        }

        return props;
    }

    public static TConstruct After(IResource resource, TConstruct made)
    {
        foreach (var customization in Of(resource))
        {
            customization.ChangeConstruct?.Invoke(made);
        }

        return made;
    }

    private Action<TProps>? ChangeProps { get; } = props;

    private Action<TConstruct>? ChangeConstruct { get; } = construct;

    private static IEnumerable<ConstructCustomization<TProps, TConstruct>> Of(IResource resource)
        => resource.Annotations.OfType<ConstructCustomization<TProps, TConstruct>>();
}
