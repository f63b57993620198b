using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Model;

public sealed class NameTests
{
    [Theory]
    [InlineData("a b", "Name must contain only ASCII letters, digits, and hyphens.")]
    [InlineData("a_b", "Name must contain only ASCII letters, digits, and hyphens.")]
    [InlineData("ä", "Name must contain only ASCII letters, digits, and hyphens.")]
    [InlineData("1abc", "Name must start with an ASCII letter.")]
    [InlineData("-abc", "Name must start with an ASCII letter.")]
    [InlineData("abc-", "Name cannot end with a hyphen.")]
    [InlineData("a--b", "Name cannot contain consecutive hyphens.")]
    [InlineData("", "Name must be between 1 and 64 characters long.")]
    public void A_bad_name_is_refused_with_the_reason(string name, string reason)
    {
        var exception = Assert.Throws<ArgumentException>(() => ModelName.ValidateName("Resource", name));

        Assert.Equal($"Resource name '{name}' is invalid. {reason} (Parameter 'name')", exception.Message);
    }

    [Theory]
    [InlineData("A1-b")]
    [InlineData("UPPER")]
    [InlineData("x")]
    public void A_good_name_is_taken(string name) => ModelName.ValidateName("Resource", name);

    [Fact]
    public void Sixty_four_characters_are_the_limit()
    {
        ModelName.ValidateName("Resource", new('a', 64));
        Assert.Throws<ArgumentException>(() => ModelName.ValidateName("Resource", new('a', 65)));
    }

    [Fact]
    public void A_policy_can_lift_the_rules() => ModelName.ValidateName("Resource", "-- any thing --", NameValidationPolicyAnnotation.None);

    [Fact]
    public void Endpoints_follow_the_same_rules()
    {
        var exception = Assert.Throws<ArgumentException>(() => new EndpointAnnotation(ProtocolType.Tcp, name: "a_b"));

        Assert.StartsWith("EndpointAnnotation name 'a_b' is invalid.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_resources_cannot_share_a_name_whatever_its_case()
    {
        IResourceCollection resources = new ResourceCollection { new TestResource("dup") };

        var exception = Assert.Throws<DistributedApplicationException>(() => resources.Add(TestResource.Parameter("DUP", "")));

        Assert.Equal(
            $"Cannot add resource of type 'Aspire.Hosting.ApplicationModel.ParameterResource' with name 'DUP' because resource of type '{typeof(TestResource)}' with that name already exists. Resource names are case-insensitive.",
            exception.Message);
        Assert.True(resources.TryGetByName("Dup", out var found));
        Assert.Equal("dup", found.Name);
        Assert.Single(resources);
    }

    [Fact]
    public void A_removed_name_is_free_again()
    {
        var resources = new ResourceCollection { new TestResource("one"), new TestResource("two") };

        resources.RemoveAt(0);
        resources[0] = new TestResource("one");

        Assert.True(resources.TryGetByName("one", out _));
        Assert.False(resources.TryGetByName("two", out _));
    }
}
