using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Model;

public sealed class ExecutionConfigurationTests
{
    private readonly ParameterResource _secret = TestResource.Parameter("token", "s3cr3t", secret: true);

    [Fact]
    public async Task Running_uses_values_and_publishing_uses_placeholders()
    {
        var app = new TestResource().WithVariable("TOKEN", _secret).WithArguments("--token", _secret);

        var run = await app.ConfigurationAsync(TestResource.Run);
        var publish = await app.ConfigurationAsync(TestResource.Publish);

        Assert.Equal("s3cr3t", Assert.Single(run.EnvironmentVariables).Value);
        Assert.Equal([("--token", false), ("s3cr3t", true)], run.Arguments);
        Assert.Equal("{token.value}", Assert.Single(publish.EnvironmentVariables).Value);
        Assert.Equal(["--token", "{token.value}"], publish.Arguments.Select(argument => argument.Value));
    }

    [Fact]
    public async Task A_secret_inside_an_expression_makes_the_argument_sensitive()
    {
        var app = new TestResource().WithArguments(ReferenceExpression.Create($"--token={_secret}"));

        Assert.Equal([("--token=s3cr3t", true)], (await app.ConfigurationAsync(TestResource.Run)).Arguments);
    }

    [Fact]
    public async Task An_empty_expression_drops_the_variable_when_running_and_is_empty_text_when_publishing()
    {
        var app = new TestResource().WithVariable("EMPTY", ReferenceExpression.Empty).WithVariable("TEXT", "");

        Assert.Equal(["TEXT"], (await app.ConfigurationAsync(TestResource.Run)).EnvironmentVariables.Select(variable => variable.Key));
        Assert.Equal(["EMPTY", "TEXT"], (await app.ConfigurationAsync(TestResource.Publish)).EnvironmentVariables.Select(variable => variable.Key));
    }

    [Fact]
    public async Task Callbacks_see_what_earlier_ones_set_and_the_last_word_counts()
    {
        var app = new TestResource().WithVariable("A", "1").WithVariable("A", "2");
        app.Annotations.Add(new EnvironmentCallbackAnnotation(context => { context.EnvironmentVariables["SEEN"] = context.EnvironmentVariables["A"]; }));
        app.Annotations.Add(new EnvironmentCallbackAnnotation(context => { context.EnvironmentVariables["NUMBER"] = 42; }));

        var variables = (await app.ConfigurationAsync(TestResource.Run)).EnvironmentVariables.ToDictionary();

        Assert.Equal(("2", "2", "42"), (variables["A"], variables["SEEN"], variables["NUMBER"]));
    }

    [Fact]
    public async Task One_value_that_cannot_be_resolved_does_not_hide_the_others()
    {
        var missing = new ParameterResource("missing", _ => throw new MissingParameterValueException("no value"));
        var app = new TestResource().WithVariable("BAD", missing).WithVariable("GOOD", "g").WithArguments(missing, "fine");

        var result = await app.ConfigurationAsync(TestResource.Run);

        Assert.Equal(["GOOD"], result.EnvironmentVariables.Select(variable => variable.Key));
        Assert.Equal(["fine"], result.Arguments.Select(argument => argument.Value));
        Assert.Equal(2, Assert.IsType<AggregateException>(result.Exception).InnerExceptions.Count);
    }

    [Fact]
    public async Task A_callback_runs_once_until_the_resource_starts_again()
    {
        var calls = 0;
        var app = new TestResource();
        app.Annotations.Add(new EnvironmentCallbackAnnotation(context => { context.EnvironmentVariables["CALLS"] = ++calls; }));

        await app.ConfigurationAsync(TestResource.Run);
        Assert.Equal("1", Assert.Single((await app.ConfigurationAsync(TestResource.Run)).EnvironmentVariables).Value);

        app.ForgetCallbackResults();
        Assert.Equal("2", Assert.Single((await app.ConfigurationAsync(TestResource.Run)).EnvironmentVariables).Value);
    }

    [Fact]
    public async Task A_required_connection_string_without_a_value_is_an_error()
    {
        var source = new ConnectionStringResource("db", ReferenceExpression.Empty);
        var app = new TestResource()
            .WithVariable("REQUIRED", new ConnectionStringReference(source, optional: false))
            .WithVariable("OPTIONAL", new ConnectionStringReference(source, optional: true));

        var result = await app.ConfigurationAsync(TestResource.Run);

        Assert.Empty(result.EnvironmentVariables);
        var exception = Assert.Single(Assert.IsType<AggregateException>(result.Exception).InnerExceptions);
        Assert.Equal("The connection string for the resource 'db' is not available.", exception.Message);
    }

    [Fact]
    public async Task Dependencies_are_found_through_waits_variables_and_other_resources()
    {
        var far = new TestResource("far");
        far.AddEndpoint();
        var near = new TestResource("near").WithVariable("FAR", far.GetEndpoint("http"));
        near.AddEndpoint();
        var awaited = new TestResource("awaited");
        var app = new TestResource("app").WithVariable("URL", ReferenceExpression.Create($"{near.GetEndpoint("http")}/{_secret}"));
        app.Annotations.Add(new WaitAnnotation(awaited, WaitType.WaitUntilHealthy));

        var all = await app.GetResourceDependenciesAsync(TestResource.Run, cancellationToken: TestContext.Current.CancellationToken);
        var direct = await app.GetResourceDependenciesAsync(TestResource.Run, ResourceDependencyDiscoveryMode.DirectOnly, TestContext.Current.CancellationToken);

        Assert.Equal(["awaited", "far", "near", "token"], all.Select(resource => resource.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["awaited", "near", "token"], direct.Select(resource => resource.Name).Order(StringComparer.Ordinal));
    }
}
