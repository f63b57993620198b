using System.Globalization;
using Sage.Bench.Publish;

// What publishing costs: the AppHost alone, the same by the CLI with its build, and in the same run what no publisher on the CDK can avoid:
// the start of its Node process, and a plain CDK application of 80 resources.
switch (args)
{
    case [PlainCdk.Argument, var resources, var output]:
        PlainCdk.Synthesize(int.Parse(resources, CultureInfo.InvariantCulture), output);
        return 0;
    default:
        var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        using (var limit = new CancellationTokenSource(TimeSpan.FromMinutes(20)))
        {
            return await PublishBench.RunAsync(runs, limit.Token);
        }
}
