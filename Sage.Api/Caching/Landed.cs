namespace Sage.Api.Caching;

/// <summary>What a flight brings back, and whether Valkey had it.</summary>
internal sealed record Landed<T>(Cached<T> Value, bool FromShared);
