namespace Sage.Api.Data;

/// <summary>A migration run that cannot go on; the message names the script and the place, and says what to do.</summary>
internal sealed class MigrationException(string message, Exception? inner = null) : Exception(message, inner);
