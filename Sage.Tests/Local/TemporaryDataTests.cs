using Microsoft.Extensions.Logging.Abstractions;
using Sage.AppHost.Local;
using Xunit;

namespace Sage.Tests.Local;

public sealed class TemporaryDataTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sage-temporary-tests-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void A_folder_that_another_run_is_removing_does_not_end_the_start()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        var data = _root.CreateSubdirectory($"{DataLocation.TemporaryPrefix}old/data").FullName;
        // Listed, and gone when it is opened.
        File.CreateSymbolicLink(Path.Combine(data, "postgres.lock"), Path.Combine(data, "gone", "postgres.lock"));

        TemporaryData.Sweep(Path.Combine(_root.FullName, $"{DataLocation.TemporaryPrefix}new"), new Tomorrow(), NullLogger.Instance);

        Assert.True(Directory.Exists(data));
    }

    private sealed class Tomorrow : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddDays(1);
    }
}
