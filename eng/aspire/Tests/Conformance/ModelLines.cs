namespace Aspire.Hosting.Tests.Conformance;

/// <summary>Says in lines what a resource turned out to be, so that two implementations can be compared as sets.</summary>
internal sealed class ModelLines
{
    // Of these each word counts, of the others that they are there.
    private static readonly string[] Annotations =
    [
        "EndpointAnnotation ", "WaitAnnotation ", "ResourceRelationshipAnnotation ", "ContainerImageAnnotation ", "HealthCheckAnnotation ",
        "ReplicaAnnotation ", "ContainerLifetimeAnnotation ", "EndpointReferenceAnnotation ", "LaunchProfileAnnotation ", "ResourceUrlAnnotation ",
    ];

    // How a pipeline is built up and a Dockerfile written differs between implementations; variables are compared by their values.
    private static readonly string[] Differing =
    [
        "PipelineStepAnnotation", "PipelineConfigurationAnnotation", "ContainerBuildOptionsCallbackAnnotation", "ManifestPublishingCallbackAnnotation",
        "DockerfileBuilderCallbackAnnotation", "ResourceSnapshotAnnotation", "EnvironmentAnnotation",
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
        else if (text.Split(' ')[0] is var name && name.EndsWith("Annotation", StringComparison.Ordinal) && !Differing.Contains(name, StringComparer.Ordinal))
        {
            Set.Add(name);
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
