using System.Globalization;
using Sage.Bench.Host;

// What orchestration costs: the same processes started by an AppHost and started bare, each in a process of its own, in one run.
// dotnet run -c Release --project bench/host [-- runs]
if (args is ["measure", var subject, var count])
{
    var resources = int.Parse(count, CultureInfo.InvariantCulture);
    using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
    var result = subject switch
    {
        "host" => await HostRun.MeasureAsync(resources, limit.Token),
        "testing" => await HostRun.MeasureTestingAsync(resources, limit.Token),
        _ => await BareRun.MeasureAsync(resources, limit.Token),
    };
    Console.WriteLine(result.ToLine());
    return;
}

if (args is ["measure-log", var reader])
{
    using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
    var throughput = reader == "host" ? await HostRun.ReadLogAsync(limit.Token) : await BareRun.ReadLogAsync(limit.Token);
    Console.WriteLine(throughput.ToLine());
    return;
}

var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
const int Small = 2;
Report.PrintTesting(
    Small,
    await Child.MedianAsync(runs, ["measure", "bare", $"{Small}"], Sample.Parse, sample => sample.StartSeconds),
    await Child.MedianAsync(runs, ["measure", "testing", $"{Small}"], Sample.Parse, sample => sample.StartSeconds));
foreach (var resources in (int[])[Small, 10, 50])
{
    var bare = await Child.MedianAsync(runs, ["measure", "bare", $"{resources}"], Sample.Parse, sample => sample.StartSeconds);
    var host = await Child.MedianAsync(runs, ["measure", "host", $"{resources}"], Sample.Parse, sample => sample.StartSeconds);
    Report.Print(resources, bare, host);
}

Report.Print(await Child.MedianAsync(runs, ["measure-log", "bare"], Throughput.Parse, throughput => throughput.LinesPerSecond), await Child.MedianAsync(runs, ["measure-log", "host"], Throughput.Parse, throughput => throughput.LinesPerSecond));
