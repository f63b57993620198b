using Sage.Api.Market.Lease;

namespace Sage.Tests.Market;

/// <summary>The lease of a process that is alone.</summary>
internal sealed class FreeLease : ILeaseTable
{
    private long _token;

    public Task<LeaseAnswer> TakeAsync(string holder, CancellationToken cancellationToken) =>
        Task.FromResult(new LeaseAnswer(Taken: true, Interlocked.Increment(ref _token), holder));

    public Task<bool> RenewAsync(long token, CancellationToken cancellationToken) => Task.FromResult(token == Interlocked.Read(ref _token));

    public Task ReleaseAsync(long token, CancellationToken cancellationToken) => Task.CompletedTask;
}
