namespace Sage.Api.Caching;

/// <summary>A value from the cache. Callers share it: it must not be changed.</summary>
/// <param name="LoadedAt">When it was loaded from where it comes from.</param>
/// <param name="Stale">Its time is over; a newer one could not be had.</param>
internal readonly record struct Cached<T>(T Value, DateTimeOffset LoadedAt, bool Stale);
