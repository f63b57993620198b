namespace Aspire.Hosting.JavaScript;

/// <summary>Files that a Dockerfile copies.</summary>
/// <param name="Source">What is copied, in the build context.</param>
/// <param name="Destination">Where to, in the image.</param>
public sealed record CopyFilePattern(string Source, string Destination);
