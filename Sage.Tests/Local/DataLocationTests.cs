using Aspire.Hosting;
using Sage.AppHost.Local;
using Xunit;

namespace Sage.Tests.Local;

public sealed class DataLocationTests
{
    private static readonly string Repository = Path.Combine(Path.GetTempPath(), "checkouts", "sage");
    private static readonly string AppHost = Path.Combine(Repository, "Sage.AppHost");

    [Fact]
    public void Data_stay_in_an_ignored_folder_of_the_repository()
    {
        var location = DataLocation.Choose(new LocalSettings(), AppHost, _ => true);
        Assert.Equal(new DataLocation(Path.Combine(Repository, ".sage", "data"), Path.Combine(Repository, ".sage", "backups")), location);
    }

    [Fact]
    public void A_configured_folder_may_be_relative_to_the_repository()
    {
        var location = DataLocation.Choose(new LocalSettings { DataDirectory = "elsewhere" }, AppHost, _ => true);
        Assert.Equal(Path.Combine(Repository, "elsewhere"), location.Data);
    }

    [Fact]
    public void A_checkout_that_the_servers_user_cannot_enter_has_its_data_in_a_shared_place_of_its_own()
    {
        var location = DataLocation.Choose(new LocalSettings(), AppHost, _ => false);
        Assert.Matches("^/var/lib/sage/sage-[0-9a-f]{8}/data$", location.Data);
        Assert.Contains(Repository, location.Note, StringComparison.Ordinal);
        Assert.NotEqual(location.Data, DataLocation.Choose(new LocalSettings(), Path.Combine(Repository + "2", "Sage.AppHost"), _ => false).Data);
    }

    [Fact]
    public void A_configured_folder_that_the_servers_user_cannot_enter_is_refused()
    {
        var refused = Assert.Throws<DistributedApplicationException>(() => DataLocation.Choose(new LocalSettings { DataDirectory = "/root/data" }, AppHost, _ => false));
        Assert.Contains("cannot enter", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_test_run_has_a_folder_of_its_own()
    {
        var first = DataLocation.Choose(new LocalSettings { IsTestRun = true }, AppHost, _ => true);
        var second = DataLocation.Choose(new LocalSettings { IsTestRun = true }, AppHost, _ => true);
        Assert.NotNull(first.Temporary);
        Assert.StartsWith(first.Temporary, first.Data, StringComparison.Ordinal);
        Assert.NotEqual(first.Temporary, second.Temporary);
    }
}
