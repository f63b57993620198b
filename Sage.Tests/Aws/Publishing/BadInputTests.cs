using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Sage.Tests.Aws.Publishing;

/// <summary>What cannot be published ends the run with one line that says what could be, and leaves the previous output alone.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("The phase is 'huge'; it must be mvp or growth or scale.", "--phase=huge")]
    [InlineData("The phase is '1'; it must be mvp or growth or scale.", "--phase=1")]
    [InlineData("The environment is 'Test'; it must be Production or Staging.", "--environment", "Test")]
    [InlineData("The region is 'us-west-9' (Aws:Region); AWS has no region of that name.", "--Aws:Region=us-west-9")]
    [InlineData("Aws:Domain is 'Example.com'; it must be a domain such as example.com, in lower case.", "--Aws:Domain=Example.com")]
    [InlineData("Aws:NatGateways is '3'; it must be a number from 1 to 2.", "--Aws:NatGateways=3")]
    [InlineData("Aws:Graviton is 'yes'; it must be true or false.", "--Aws:Graviton=yes")]
    [InlineData("Aws:MultiRegion is not possible yet; the phase 'scale' runs in one region.", "--phase=scale", "--Aws:MultiRegion=true")]
    [InlineData("Aws:BackupRegion is 'us-west-2', the region itself; a second copy belongs into another one.", "--Aws:BackupRegion=us-west-2")]
    [InlineData("Aws:BackupRegion must say where the second copy of the backups goes: the region is eu-central-1.", "--Aws:Region=eu-central-1")]
    [InlineData("Aws:HostedZoneName is 'other.com', which cannot hold the records of shop.example.com (Aws:Domain).", "--Aws:Domain=shop.example.com", "--Aws:HostedZoneName=other.com")]
    [InlineData("Aws:HostedZoneId is 'hello'; it must be the id of a hosted zone, such as Z0123456789ABC.", "--Aws:HostedZoneId=hello")]
    [InlineData("Aws:AlertEmail is 'nobody'; it must be an e-mail address.", "--Aws:AlertEmail=nobody")]
    [InlineData("Aws:CloudFrontPrefixList is 'abc'; it must be the id of a prefix list, such as pl-0123abcd.", "--Aws:CloudFrontPrefixList=abc")]
    [InlineData("Aws:Certificates:LoadBalancer is 'arn:aws:acm:us-west-2:1:certificate'; it must be the ARN of a certificate in us-west-2.", "--Aws:Certificates:LoadBalancer=arn:aws:acm:us-west-2:1:certificate")]
    [InlineData("Aws:AvailabilityZones is 'us-west-2a, us-west-2a'; it must be two zones of us-west-2, such as us-west-2a and us-west-2b.", "--Aws:AvailabilityZones:0=us-west-2a", "--Aws:AvailabilityZones:1=us-west-2a")]
    [InlineData("The region is 'cn-north-1' (Aws:Region), of the partition aws-cn; the stacks are for the partition aws.", "--Aws:Region=cn-north-1")]
    [InlineData(
        "Aws:Domain is 'a-name-that-is-long-enough-for-nobody-to-type.in-a-zone.example.com'; a certificate cannot name 'www.",
        "--Aws:Domain=a-name-that-is-long-enough-for-nobody-to-type.in-a-zone.example.com")]
    [InlineData("Aws:Vpc:Cidr is 'foo'; it must be addresses such as 10.0.0.0/16.", "--Aws:Vpc:Id=vpc-1", "--Aws:Vpc:Cidr=foo")]
    [InlineData("Aws:Vpc:Id is given, so Aws:Vpc:Cidr must be, too.", "--Aws:Vpc:Id=vpc-1")]
    public Task A_setting_that_cannot_be_used(string message, params string[] args) => FailsAsync(message, _ => { }, args);

    [Fact]
    public Task A_parameter_and_a_server_that_would_share_a_secret() => FailsAsync(
        "'store (server)' and 'store (parameter)' would both be the secret 'shop/store'.",
        builder =>
        {
            builder.AddPostgres("store");
            builder.AddProject("api", Models.OtherModelTests.Api).WithEnvironment("Key", new ParameterResource("store", _ => "x", secret: true));
        });

    [Fact]
    public Task A_name_that_is_too_long_for_AWS() => FailsAsync(
        "'shop-a-service-with-quite-a-long-name-tg' is too long to name the target group of 'a-service-with-quite-a-long-name-tg': 40 characters, AWS allows 32. Take a shorter name, or a shorter Aws:Application.",
        builder => builder.AddProject("a-service-with-quite-a-long-name", Models.OtherModelTests.Api).WithHttpEndpoint().WithExternalHttpEndpoints());

    [Fact]
    public Task A_secret_without_a_value() => FailsAsync(
        "The secret 'api-key' has no value: set the environment variable Parameters__api-key (or Parameters:api-key in user secrets).",
        builder => builder.AddProject("api", Models.OtherModelTests.Api).WithEnvironment("Key", builder.AddParameter("api-key", secret: true)));

    [Fact]
    public Task A_secret_among_arguments() => FailsAsync(
        "An argument of 'api' is a secret. Arguments are shown in consoles and task definitions; pass it as a variable.",
        builder => builder.AddProject("api", Models.OtherModelTests.Api).WithArgs(builder.AddParameter("api-key", secret: true)),
        "--Parameters:api-key=x");

    [Fact]
    public async Task The_previous_output_stays_when_a_run_fails()
    {
        using var before = await PublishedModel.OfAsync(builder => builder.AddValkey("cache"));
        var files = Contents(before.OutputDirectory);

        await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishedModel.OfAsync(before.OutputDirectory, builder => builder.AddContainer("legacy", "ghcr.io/acme/legacy", "1.0")));

        Assert.Equal(files, Contents(before.OutputDirectory));
    }

    [Fact]
    public async Task A_file_that_nobody_can_be_a_directory_of_is_said()
    {
        var file = Path.Combine(PublishedModel.NewDirectory(), "taken");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishedModel.OfAsync(file, builder => builder.AddValkey("cache")));

        Assert.StartsWith($"The output directory {file} cannot be written to: ", failure.Message, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private static async Task FailsAsync(string message, Action<IDistributedApplicationBuilder> model, params string[] args)
    {
        var directory = PublishedModel.NewDirectory();

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishedModel.OfAsync(directory, model, args));

        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Empty(Directory.GetFileSystemEntries(directory));
        Directory.Delete(directory);
    }

    private static Dictionary<string, string> Contents(string directory)
        => Directory.GetFiles(directory, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllText);
}
