namespace Sage.Tests.Aws.Edge;

/// <summary>Certificates and records of a domain, made or given.</summary>
public sealed class DomainTests(SageTemplates sage)
{
    private const string Zone = "--Aws:HostedZoneId=Z0123456789";
    private const string Certificate = "AWS::CertificateManager::Certificate";
    private const string Record = "AWS::Route53::RecordSet";

    [Fact]
    public async Task In_a_hosted_zone_certificates_validate_themselves_and_all_names_point_to_where_they_are_served()
    {
        var model = await sage.GetAsync(settings: [SiteTests.Domain, Zone]);
        var certificate = model.One(Certificate, stack: "sage-edge");

        Assert.Equal(("app.sage.ai", "DNS"), ((string)certificate["DomainName"]!, (string)certificate["ValidationMethod"]!));
        Assert.Equal("[\"www.sage.ai\"]", certificate["SubjectAlternativeNames"]!.ToJsonString());
        Assert.All(certificate["DomainValidationOptions"]!.AsArray(), option => Assert.Equal("Z0123456789", (string?)option!["HostedZoneId"]));
        Assert.Equal(
            ["api.sage.ai. A", "app.sage.ai. A", "app.sage.ai. AAAA", "www.sage.ai. A", "www.sage.ai. AAAA"],
            model.Resources(Record).Select(record => record.Resource["Properties"]!).Select(record => $"{record["Name"]} {record["Type"]}").Order(StringComparer.Ordinal));
        Assert.All(model.Resources(Record), record => Assert.Equal("Z0123456789", (string?)record.Resource["Properties"]!["HostedZoneId"]));
    }

    [Fact]
    public async Task What_is_said_of_a_certificate_in_us_east_1_reaches_the_alarm_in_the_region_of_the_application()
    {
        var model = await sage.GetAsync();
        var forwarded = model.One("AWS::Events::Rule", stack: "sage-edge");
        var alarm = model.One("AWS::Events::Rule", "Name", "sage-certificate-expiring");

        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(alarm["EventPattern"], forwarded["EventPattern"]));
        Assert.Contains(":events:us-west-2:", forwarded["Targets"]![0]!["Arn"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty((await sage.GetAsync(settings: "--Aws:Region=us-east-1")).Resources("AWS::Events::Rule", "sage-edge"));
    }

    [Fact]
    public async Task Without_a_hosted_zone_there_are_no_records_and_a_warning_says_who_makes_them()
    {
        var model = await sage.GetAsync(settings: SiteTests.Domain);

        Assert.Empty(model.Resources(Record));
        Assert.Equal("DNS", (string?)model.One(Certificate, stack: "sage-edge")["ValidationMethod"]);
        Assert.Contains(model.Log, line => line.Contains("made by hand", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_is_used_until_the_next_one_has_been_taken_over()
        => Assert.All((await sage.GetAsync(settings: SiteTests.Domain)).Resources(Certificate, "sage-edge"), certificate => Assert.Equal("Retain", (string?)certificate.Resource["UpdateReplacePolicy"]));

    [Fact]
    public async Task What_one_stack_gives_the_other_asks_for_by_the_same_name()
    {
        var model = await sage.GetAsync(settings: SiteTests.Domain);
        var given = model.Templates["sage-edge"]["Outputs"]!.AsObject().Select(output => output.Key);

        Assert.Equal(["EdgeFrontendCertificateArn", "EdgeWebAclArn"], given.Order(StringComparer.Ordinal));
        Assert.All(given, name =>
        {
            var parameter = model.Templates["sage-app"]["Parameters"]![name]!;
            Assert.Null(parameter["Default"]);
            Assert.Contains("sage-edge", (string?)parameter["Description"], StringComparison.Ordinal);
        });
        var deployment = await File.ReadAllTextAsync(Path.Combine(model.OutputDirectory, "deployment.json"), TestContext.Current.CancellationToken);
        Assert.All(given, name => Assert.Contains($"output {name} of sage-edge", deployment, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_that_exists_is_taken_instead()
    {
        const string Arn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
        var model = await sage.GetAsync(settings: [SiteTests.Domain, $"--Aws:Certificates:CloudFront={Arn}"]);

        Assert.Empty(model.Resources(Certificate, "sage-edge"));
        Assert.Equal(Arn, (string?)SiteTests.Distribution(model)["ViewerCertificate"]!["AcmCertificateArn"]);
        Assert.DoesNotContain("EdgeFrontendCertificateArn", model.Templates["sage-app"]["Parameters"]!.AsObject());
    }
}
