using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Tests.Dcp;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("  one  two\tthree ", new[] { "one", "two", "three" })]
    [InlineData("--name \"two words\"", new[] { "--name", "two words" })]
    [InlineData("pre\"fix ed\"", new[] { "prefix ed" })]
    [InlineData("\"\"", new[] { "" })]
    [InlineData("say \\\"hi\\\"", new[] { "say", "\"hi\"" })]
    [InlineData("\"a \"\"quoted\"\" word\"", new[] { "a \"quoted\" word" })]
    [InlineData(@"C:\dir\file", new[] { @"C:\dir\file" })]
    [InlineData("\"C:\\dir\\\\\" next", new[] { @"C:\dir\", "next" })]
    public void The_line_of_a_launch_profile_is_split_into_arguments(string line, string[] arguments) => Assert.Equal(arguments, CommandLine.Split(line));
}
