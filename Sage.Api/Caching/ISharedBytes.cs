namespace Sage.Api.Caching;

/// <summary>Bytes by key that all processes see: Valkey, or a test's.</summary>
internal interface ISharedBytes
{
    Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken);

    Task SetAsync(string key, byte[] payload, TimeSpan timeToLive, CancellationToken cancellationToken);
}
