using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A program that the resource needs on this machine.</summary>
[DebuggerDisplay("Required command {Command,nq}")]
[Experimental("ASPIRECOMMAND001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public class RequiredCommandAnnotation(string command) : IResourceAnnotation
{
    /// <summary>The program: a name on the PATH, or a path.</summary>
    public string Command { get; } = command ?? throw new ArgumentNullException(nameof(command));

    /// <summary>Where to read how to install it.</summary>
    public string? HelpLink { get; init; }

    /// <summary>Looks at the program that was found.</summary>
    public Func<RequiredCommandValidationContext, Task<RequiredCommandValidationResult>>? ValidationCallback { get; init; }
}

/// <summary>The program that was found.</summary>
[Experimental("ASPIRECOMMAND001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class RequiredCommandValidationContext(string resolvedPath, IServiceProvider services, CancellationToken cancellationToken)
{
    /// <summary>Where it is.</summary>
    public string ResolvedPath { get; } = resolvedPath ?? throw new ArgumentNullException(nameof(resolvedPath));

    /// <summary>The application's services.</summary>
    public IServiceProvider Services { get; } = services ?? throw new ArgumentNullException(nameof(services));

    /// <summary>Stops the check.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

#pragma warning disable CA1822 // Callbacks call them on the context, as in Aspire.
    /// <summary>It will do.</summary>
    public RequiredCommandValidationResult Success() => RequiredCommandValidationResult.Success();

    /// <summary>It will not do.</summary>
    public RequiredCommandValidationResult Failure(string validationMessage) => RequiredCommandValidationResult.Failure(validationMessage);
#pragma warning restore CA1822
}

/// <summary>Whether a program will do.</summary>
[Experimental("ASPIRECOMMAND001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class RequiredCommandValidationResult
{
    private RequiredCommandValidationResult(string? message) => ValidationMessage = message;

    /// <summary>It will do.</summary>
    [MemberNotNullWhen(false, nameof(ValidationMessage))]
    public bool IsValid => ValidationMessage is null;

    /// <summary>Why it will not do.</summary>
    public string? ValidationMessage { get; }

    /// <summary>It will do.</summary>
    public static RequiredCommandValidationResult Success() => new(message: null);

    /// <summary>It will not do.</summary>
    public static RequiredCommandValidationResult Failure(string message)
        => new(message ?? throw new ArgumentException("A validation message must be provided for a failed validation.", nameof(message)));
}

/// <summary>Checks the programs that resources need.</summary>
[Experimental("ASPIRECOMMAND001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public interface IRequiredCommandValidator
{
    /// <summary>Checks one of them.</summary>
    Task<RequiredCommandValidationResult> ValidateAsync(IResource resource, RequiredCommandAnnotation annotation, CancellationToken cancellationToken);
}
