using Sage.Bench.Startup;

// How long a developer waits: dotnet run --no-build until everything answers, medians of several runs, beside the same
// two small projects started without any orchestration in the same run.
var runs = args.Length > 0 ? int.Parse(args[0]) : 5;
var root = Repository.Root();
using var stopping = new CancellationTokenSource(TimeSpan.FromMinutes(20));
using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stopping.Cancel();
};

var sage = new Subject("Sage.AppHost, existing data", "dotnet", ["run", "--no-build", "--project", Path.Combine(root, "Sage.AppHost")],
    ["http://localhost:3000/health", "http://localhost:5173/"], "Sage.AppHost");
var model = Path.Combine(root, "bench", "startup-model");
var two = new Subject("two small projects under an AppHost", "dotnet", ["run", "--no-build", "--project", Path.Combine(model, "AppHost")],
    ["http://localhost:18901/health", "http://localhost:18902/health", "http://localhost:18900/health"], "TwoProjects.AppHost");
var bare = new Subject("baseline: one small project, dotnet run alone", "dotnet",
    ["run", "--no-build", "--project", Path.Combine(model, "SmallApi"), "--", "--urls", "http://localhost:18901"],
    ["http://localhost:18901/health"], "SmallApi");

await Repository.BuildAsync(Path.Combine(root, "Sage.AppHost"), stopping.Token);
await Repository.BuildAsync(Path.Combine(model, "AppHost"), stopping.Token);

var measurement = new Measurement(http, TimeProvider.System);
var baseline = await measurement.RunAsync(bare, runs, stopping.Token);
Report.Print(baseline, baseline);
Report.Print(await measurement.RunAsync(two, runs, stopping.Token), baseline);
Report.Print(await measurement.RunAsync(sage, runs, stopping.Token), baseline);
