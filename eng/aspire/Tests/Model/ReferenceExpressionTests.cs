using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Model;

public sealed class ReferenceExpressionTests
{
    private readonly ParameterResource _user = TestResource.Parameter("user", "jo hn@x");
    private readonly ParameterResource _password = TestResource.Parameter("pwd", "p/ss&{}", secret: true);

    private static async Task<string?> ValueAsync(ReferenceExpression expression)
        => await expression.GetValueAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task Values_take_the_place_of_their_holes()
    {
        var expression = ReferenceExpression.Create($"u={_user}&p={_password}");

        Assert.Equal("u={user.value}&p={pwd.value}", expression.ValueExpression);
        Assert.Equal("u=jo hn@x&p=p/ss&{}", await ValueAsync(expression));
    }

    [Fact]
    public async Task The_uri_format_encodes_the_value_and_leaves_the_placeholder()
    {
        var expression = ReferenceExpression.Create($"{_user:uri}:{_password:URI}");

        Assert.Equal("{user.value}:{pwd.value}", expression.ValueExpression);
        Assert.Equal("jo%20hn%40x:p%2Fss%26%7B%7D", await ValueAsync(expression));
    }

    [Fact]
    public async Task An_unknown_format_is_refused_when_the_value_is_needed()
    {
        var exception = await Assert.ThrowsAsync<NotSupportedException>(() => ValueAsync(ReferenceExpression.Create($"{_user:nonsense}")));

        Assert.Equal("The format 'nonsense' is not supported. Supported formats are 'uri' (encodes a URI)", exception.Message);
    }

    [Fact]
    public async Task Braces_in_text_are_text()
    {
        var expression = ReferenceExpression.Create($"{{literal}} {_user}");

        Assert.Equal("{literal} {user.value}", expression.ValueExpression);
        Assert.Equal("{literal} jo hn@x", await ValueAsync(expression));
    }

    [Fact]
    public async Task Expressions_nest()
    {
        var inner = ReferenceExpression.Create($"[{_user}]");

        Assert.Equal("<[jo hn@x]>", await ValueAsync(ReferenceExpression.Create($"<{inner}>")));
    }

    [Fact]
    public async Task An_empty_expression_has_no_value()
    {
        string? nothing = null;

        Assert.Null(await ValueAsync(ReferenceExpression.Empty));
        Assert.Null(await ValueAsync(ReferenceExpression.Create($"{nothing}")));
        Assert.Equal("ab", await ValueAsync(ReferenceExpression.Create($"a{nothing}b")));
    }

    [Fact]
    public async Task A_condition_chooses_the_branch_ignoring_case_and_names_the_placeholder()
    {
        var expression = ReferenceExpression.CreateConditional(_user, "jo hn@x", ReferenceExpression.Create($"yes {_user}"), ReferenceExpression.Create($"no"));
        var other = ReferenceExpression.CreateConditional(_user, "JO HN@Y", ReferenceExpression.Create($"yes"), ReferenceExpression.Create($"no"));

        Assert.Equal("{cond-user-value-1794f413.connectionString}", expression.ValueExpression);
        Assert.Equal("yes jo hn@x", await ValueAsync(expression));
        Assert.Equal("no", await ValueAsync(other));
    }

    [Fact]
    public async Task A_builder_adds_up_pieces()
    {
        var builder = new ReferenceExpressionBuilder();
        Assert.True(builder.IsEmpty);

        builder.AppendLiteral("lit ");
        builder.AppendFormatted(_user);
        builder.AppendFormatted(_password, "uri");
        builder.Append($"-{_user}-{"text"}");
        builder.AppendValueProvider(_user);

        Assert.Equal("lit {user.value}{pwd.value}-{user.value}-text{user.value}", builder.Build().ValueExpression);
        Assert.Equal("lit jo hn@xp%2Fss%26%7B%7D-jo hn@x-textjo hn@x", await ValueAsync(builder.Build()));
    }

    [Fact]
    public void A_builder_refuses_what_has_no_value()
        => Assert.Throws<ArgumentException>(() => new ReferenceExpressionBuilder().AppendValueProvider(42));
}
