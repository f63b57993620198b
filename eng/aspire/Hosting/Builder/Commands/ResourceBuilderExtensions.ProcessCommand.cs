using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds a command that runs a program on the AppHost's machine.</summary>
    [Experimental("ASPIREPROCESSCOMMAND001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<TResource> WithProcessCommand<TResource>(this IResourceBuilder<TResource> builder, string commandName, string displayName, string executablePath, IReadOnlyList<string>? arguments = null, ProcessCommandOptions? commandOptions = null)
        where TResource : IResource
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(executablePath);
        string[] given = [.. arguments ?? []];
        return builder.WithProcessCommand(commandName, displayName, _ => new ProcessCommandSpec(executablePath) { Arguments = given }, commandOptions);
    }

    /// <summary>Adds a command that runs the program which the factory describes.</summary>
    [Experimental("ASPIREPROCESSCOMMAND001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<TResource> WithProcessCommand<TResource>(this IResourceBuilder<TResource> builder, string commandName, string displayName, Func<ExecuteCommandContext, ProcessCommandSpec> processSpecFactory, ProcessCommandOptions? commandOptions = null)
        where TResource : IResource
    {
        ArgumentNullException.ThrowIfNull(processSpecFactory);
        return builder.WithProcessCommand(commandName, displayName, context => new ValueTask<ProcessCommandSpec>(processSpecFactory(context)), commandOptions);
    }

    /// <summary>Adds a command that runs the program which the factory describes.</summary>
    [Experimental("ASPIREPROCESSCOMMAND001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<TResource> WithProcessCommand<TResource>(this IResourceBuilder<TResource> builder, string commandName, string displayName, Func<ExecuteCommandContext, ValueTask<ProcessCommandSpec>> processSpecFactory, ProcessCommandOptions? commandOptions = null)
        where TResource : IResource
    {
        ArgumentNullException.ThrowIfNull(commandName);
        ArgumentNullException.ThrowIfNull(displayName);
        ArgumentNullException.ThrowIfNull(processSpecFactory);
        var options = commandOptions ?? new ProcessCommandOptions();
        return builder.WithCommand(commandName, displayName, new ProcessCommand(processSpecFactory, options).RunAsync, options);
    }
}
