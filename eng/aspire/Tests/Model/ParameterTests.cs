using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Model;

public sealed class ParameterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_value_is_asked_for_once_and_with_the_default_set_by_then()
    {
        var calls = 0;
        var parameter = new ParameterResource("p", @default =>
        {
            calls++;
            return @default!.GetDefaultValue();
        })
        { Default = new ConstantParameterDefault("constant") };

        Assert.Equal("constant", await parameter.GetValueAsync(Token));
        Assert.Equal("constant", await parameter.GetValueAsync(Token));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task A_value_that_somebody_has_to_enter_is_waited_for()
    {
        var parameter = new ParameterResource("p", _ => throw new MissingParameterValueException("missing")) { WaitForValueTcs = new() };
        var value = parameter.GetValueAsync(Token).AsTask();
        Assert.False(value.IsCompleted);

        parameter.WaitForValueTcs.SetResult("entered");

        Assert.Equal("entered", await value);
        Assert.Equal("entered", parameter.ValueInternal);
    }

    [Fact]
    public async Task A_missing_value_is_an_error_when_nobody_can_enter_it()
    {
        var parameter = new ParameterResource("p", _ => throw new MissingParameterValueException("missing"));

        await Assert.ThrowsAsync<MissingParameterValueException>(async () => await parameter.GetValueAsync(Token));
    }

    [Fact]
    public void Parameters_and_connection_strings_have_different_configuration_keys()
    {
        var parameter = TestResource.Parameter("p", "v");
        Assert.Equal("Parameters:p", parameter.ConfigurationKey);

        parameter.IsConnectionString = true;
        Assert.Equal("ConnectionStrings:p", parameter.ConfigurationKey);
    }

    [Fact]
    public void A_generated_value_has_what_was_asked_for_and_no_look_alikes()
    {
        var value = new GenerateParameterDefault { MinLength = 30, MinLower = 3, MinUpper = 4, MinNumeric = 5, MinSpecial = 6 }.GetDefaultValue();

        Assert.Equal(30, value.Length);
        Assert.True(value.Count(char.IsAsciiLetterLower) >= 3);
        Assert.True(value.Count(char.IsAsciiLetterUpper) >= 4);
        Assert.True(value.Count(char.IsAsciiDigit) >= 5);
        Assert.True(value.Count("-_.{}~()*+!".Contains) >= 6);
        Assert.DoesNotContain(value, "iloILO".Contains);
    }

    [Fact]
    public void A_generated_value_leaves_out_what_was_switched_off()
    {
        var value = new GenerateParameterDefault { MinLength = 200, Upper = false, Special = false, Numeric = false }.GetDefaultValue();

        Assert.All(value, c => Assert.True(char.IsAsciiLetterLower(c)));
    }

    [Fact]
    public void Minimums_win_over_the_length()
        => Assert.Equal(12, new GenerateParameterDefault { MinLength = 10, MinLower = 6, MinNumeric = 6 }.GetDefaultValue().Length);

    [Fact]
    public void A_minimum_of_something_switched_off_is_refused()
    {
        var exception = Assert.Throws<ArgumentException>(() => new GenerateParameterDefault { Upper = false, MinUpper = 1 }.GetDefaultValue());

        Assert.Equal("'minUpper' must be 0 if 'upper' is disabled.", exception.Message);
    }
}
