namespace Sage.AppHost.Aws.Cost.Templates;

/// <summary>A property has a value that only AWS will know, or none that makes sense. Caught where a charge is worked out: it becomes a line "unknown" with this reason.</summary>
internal sealed class UnresolvedValueException(string reason) : Exception(reason);
