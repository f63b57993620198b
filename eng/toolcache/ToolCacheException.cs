namespace ToolCache;

/// <summary>A tool could not be had; the message is one line and says what to do.</summary>
public sealed class ToolCacheException : Exception
{
    public ToolCacheException() { }

    public ToolCacheException(string message) : base(message) { }

    public ToolCacheException(string message, Exception? innerException) : base(message, innerException) { }
}
