using System.Text.Json;
using Sage.AppHost.Aws.Sites;
using ToolCache;

namespace Sage.Tests.Aws.Edge;

/// <summary>The function that CloudFront runs before it looks for a file, run by Node.</summary>
public sealed class PagePathsTests
{
    [Fact]
    public async Task Paths_of_the_pages_own_making_give_index_html_and_files_stay_files()
    {
        var expected = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["/"] = "/index.html",
            ["/market"] = "/index.html",
            ["/market/BTC/1h"] = "/index.html",
            ["/market/"] = "/index.html",
            ["/v1.2/market"] = "/index.html",
            ["/index.html"] = "/index.html",
            ["/favicon.svg"] = "/favicon.svg",
            ["/assets/index-B2x.js"] = "/assets/index-B2x.js",
            ["/assets/gone.js"] = "/assets/gone.js",
        };

        var result = await ToolProcess.RunAsync(new ToolCommand(ToolProcess.Find("node")!, ["-"])
        {
            Input = $"{PagePaths.Code}\nconsole.log(JSON.stringify({JsonSerializer.Serialize(expected.Keys)}.map((uri) => handler({{ request: {{ uri }} }}).uri)))",
            Timeout = TimeSpan.FromMinutes(1),
        }, TestContext.Current.CancellationToken);

        Assert.True(result.Succeeded, result.Error);
        Assert.Equal(expected.Values, JsonSerializer.Deserialize<string[]>(result.Output)!);
    }
}
