namespace Sage.Api.Caching;

/// <summary>There is no value, and no stale one either.</summary>
internal sealed class CacheLoadException(string message, Exception? inner = null) : Exception(message, inner);
