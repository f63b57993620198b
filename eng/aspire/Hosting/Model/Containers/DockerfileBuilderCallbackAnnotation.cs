namespace Aspire.Hosting.ApplicationModel;

/// <summary>Marks a resource whose Dockerfile is written by code; tools look for the annotation's name.</summary>
internal sealed class DockerfileBuilderCallbackAnnotation : IResourceAnnotation;
