using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Names for volumes that do not collide between checkouts.</summary>
public static class VolumeNameGenerator
{
    /// <summary>A name made of application, checkout, resource and suffix.</summary>
    public static string Generate<T>(IResourceBuilder<T> builder, string suffix)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(suffix);
        if (!string.Equals(Sanitize(suffix), suffix, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The suffix '{suffix}' contains invalid characters. It must match [a-zA-Z0-9][a-zA-Z0-9_.-]*.", nameof(suffix));
        }

        var application = Sanitize(builder.ApplicationBuilder.Environment.ApplicationName).ToLowerInvariant();
        var checkout = builder.ApplicationBuilder.Configuration["AppHost:Sha256"]![..10].ToLowerInvariant();
        return $"{application}-{checkout}-{builder.Resource.Name}-{suffix}";
    }

    private static string Sanitize(string name)
        => string.Create(name.Length, name, static (chars, source) =>
        {
            for (var i = 0; i < chars.Length; i++)
            {
                var c = source[i];
                chars[i] = char.IsAsciiLetterOrDigit(c) || (i > 0 && c is '_' or '.' or '-') ? c : '_';
            }
        });
}
