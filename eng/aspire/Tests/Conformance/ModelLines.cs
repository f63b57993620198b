namespace Aspire.Hosting.Tests.Conformance;

/// <summary>Says in lines what a resource turned out to be, so that two implementations can be compared as sets.</summary>
internal sealed class ModelLines
{
    // These annotations say something about the model; the others differ between implementations.
    private static readonly string[] Annotations =
    [
        "EndpointAnnotation ", "WaitAnnotation ", "ResourceRelationshipAnnotation ", "ContainerImageAnnotation ", "HealthCheckAnnotation ",
        "ReplicaAnnotation ", "ContainerLifetimeAnnotation ", "EndpointReferenceAnnotation ", "LaunchProfileAnnotation ", "ResourceUrlAnnotation ",
    ];

    // Written down by the capture program for its own use.
    private static readonly string[] CaptureVariables = ["DUMP_DIR", "DUMP_NAME"];

    private int _arguments;

    public SortedSet<string> Set { get; } = new(StringComparer.Ordinal);

    public void Resource(string type, string parent) => Set.Add($"{type.Split('.')[^1]} of '{parent}'");

    public void Annotation(string text)
    {
        if (Annotations.Any(prefix => text.StartsWith(prefix, StringComparison.Ordinal)))
        {
            Set.Add(text);
        }
    }

    public void Variable(string name, string value)
    {
        if (!CaptureVariables.Contains(name, StringComparer.Ordinal))
        {
            Set.Add($"variable {name}={value}");
        }
    }

    public void Argument(string value, bool sensitive) => Set.Add($"argument {_arguments++}: {value}{(sensitive ? " (sensitive)" : "")}");

    public void Connection(string variable, string manifest, string value) => Set.Add($"connection string in '{variable}': {manifest} = {value}");

    public void ConnectionProperty(string name, string manifest, string value) => Set.Add($"connection property {name}: {manifest} = {value}");

    public void Parameter(bool secret, string manifest, string description, string value)
        => Set.Add($"parameter {(secret ? "(secret) " : "")}{manifest} '{description}' = {value}");

    public void Error(string text) => Set.Add($"error {text}");
}
