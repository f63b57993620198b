using System.Text.RegularExpressions;

namespace Aspire.Hosting;

/// <summary>The parts of "registry/image:tag@digest".</summary>
internal sealed partial record ImageReference(string? Registry, string Image, string? Tag, string? Digest)
{
    public static ImageReference Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var match = Pattern().Match(text);
        return match.Success
            ? new(Part("registry"), match.Groups["image"].Value, Part("tag"), Part("digest"))
            : throw new ArgumentOutOfRangeException(nameof(text), text, "invalid reference format: could not parse container image name");

        string? Part(string name) => match.Groups[name] is { Success: true } group ? group.Value : null;
    }

    // A first part is a registry if it is localhost, an IPv6 address, has a dot or has a port.
    [GeneratedRegex(
        @"^(?:(?<registry>(?:localhost|\[[0-9a-f:]+\]|[\w-]+(?:\.[\w-]+)+)(?::\d+)?|[\w-]+:\d+)/)?(?<image>[\w\-./<>]+)(?::(?<tag>[\w\-.<>]+))?(?:@(?<digest>.+))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Pattern();
}
