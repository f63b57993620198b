using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Programs that resources need on this machine.</summary>
public static class RequiredCommandResourceExtensions
{
    /// <summary>Warns before the start when a program is not there.</summary>
    public static IResourceBuilder<T> WithRequiredCommand<T>(this IResourceBuilder<T> builder, string command, string? helpLink = null)
        where T : IResource
        => builder.WithAnnotation(new RequiredCommandAnnotation(command) { HelpLink = helpLink });

    /// <summary>Warns before the start when a program is not there or is not the right one.</summary>
    [Experimental("ASPIRECOMMAND001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<T> WithRequiredCommand<T>(this IResourceBuilder<T> builder, string command, Func<RequiredCommandValidationContext, Task<RequiredCommandValidationResult>> validationCallback, string? helpLink = null)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(validationCallback);
        return builder.WithAnnotation(new RequiredCommandAnnotation(command) { ValidationCallback = validationCallback, HelpLink = helpLink });
    }
}
