using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sage.Api;
using Sage.Api.Market.Lease;

namespace Sage.Bench.Market.Hosting;

/// <summary>Sage.Api itself with its own runtime settings; only the row in Postgres that says who reads the exchanges is not there.</summary>
internal static class ProductHost
{
    public static WebApplication Create(string[] args) => SageApi.Create(args, builder => builder.Services.AddSingleton<ILeaseTable, NoRivals>());

    private sealed class NoRivals : ILeaseTable
    {
        private const long Token = 1;

        public Task<LeaseAnswer> TakeAsync(string holder, CancellationToken cancellationToken) => Task.FromResult(new LeaseAnswer(Taken: true, Token, holder));

        public Task<bool> RenewAsync(long token, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task ReleaseAsync(long token, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
