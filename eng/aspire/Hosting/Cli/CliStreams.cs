using System.Runtime.CompilerServices;

namespace Aspire.Hosting.Cli;

internal static class CliStreams
{
    /// <summary>Ends without an error when the token is cancelled: a CLI takes a stream that fails for a failed AppHost.</summary>
    public static async IAsyncEnumerable<T> UntilAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> source, CancellationToken end, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end, cancellationToken);
        await using var values = source(either.Token).GetAsyncEnumerator(either.Token);
        while (true)
        {
            try
            {
                if (!await values.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                yield break;
            }

            yield return values.Current;
        }
    }
}
