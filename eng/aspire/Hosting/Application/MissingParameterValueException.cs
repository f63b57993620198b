using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting;

/// <summary>A parameter has neither a configured value nor a default.</summary>
[SuppressMessage("Design", "CA1032", Justification = "The constructors are Aspire's.")]
public class MissingParameterValueException : DistributedApplicationException
{
    /// <summary>An error with a message.</summary>
    public MissingParameterValueException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a message and its cause.</summary>
    public MissingParameterValueException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
