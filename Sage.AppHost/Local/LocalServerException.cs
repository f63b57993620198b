namespace Sage.AppHost.Local;

/// <summary>A server of this machine cannot start; the message is the one line its log shows.</summary>
internal sealed class LocalServerException(string message, Exception? innerException = null) : Exception(message, innerException);
