namespace Aspire;

/// <summary>How each kind of name is compared.</summary>
internal static class StringComparers
{
    public static StringComparer ResourceName => StringComparer.OrdinalIgnoreCase;
    public static StringComparer ResourceState => StringComparer.OrdinalIgnoreCase;
    public static StringComparer EndpointAnnotationName => StringComparer.OrdinalIgnoreCase;
    public static StringComparer EndpointAnnotationUriScheme => StringComparer.OrdinalIgnoreCase;
    public static StringComparer EnvironmentVariableName => StringComparer.OrdinalIgnoreCase;
    public static StringComparer InteractionInputName => StringComparer.OrdinalIgnoreCase;
    public static StringComparer CommandName => StringComparer.Ordinal;
}

/// <summary>How each kind of name is compared.</summary>
internal static class StringComparisons
{
    public static StringComparison ResourceName => StringComparison.OrdinalIgnoreCase;
    public static StringComparison ResourceState => StringComparison.OrdinalIgnoreCase;
    public static StringComparison EndpointAnnotationName => StringComparison.OrdinalIgnoreCase;
    public static StringComparison EndpointAnnotationUriScheme => StringComparison.OrdinalIgnoreCase;
    public static StringComparison EnvironmentVariableName => StringComparison.OrdinalIgnoreCase;
    public static StringComparison InteractionInputName => StringComparison.OrdinalIgnoreCase;
    public static StringComparison CommandName => StringComparison.Ordinal;
}
