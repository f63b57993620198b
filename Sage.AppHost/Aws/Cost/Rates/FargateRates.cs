using System.Globalization;
using Sage.AppHost.Aws.Cost.Templates;

namespace Sage.AppHost.Aws.Cost.Rates;

/// <summary>Fargate: vCPU and memory of the task, by architecture, times the tasks that always run.</summary>
internal static class FargateRates
{
    // Every task has 20 GiB for nothing: https://aws.amazon.com/fargate/pricing/
    private const decimal FreeStorageGiB = 20;

    public static IReadOnlyList<Rate> All { get; } =
    [
        new("AWS::ECS::Service", "compute", "tasks", Tasks),
        new("AWS::ECS::Service", "public-ipv4", "addresses of tasks", Addresses),
        new("AWS::ECS::TaskDefinition", "compute", "one-off tasks", ByUse),
    ];

    private static IEnumerable<Charge> Tasks(RateInput input)
    {
        if (Elsewhere(input.Properties) is { } reason)
        {
            return [Charge.Unpriced("tasks", reason)];
        }
        if (input.Properties.Resource("TaskDefinition")?.Properties is not { } task)
        {
            return [Charge.Unpriced("tasks", "its task definition is not in these templates")];
        }
        if (task.Text("RuntimePlatform.OperatingSystemFamily") is { } system && !system.Equals("LINUX", StringComparison.OrdinalIgnoreCase))
        {
            return [Charge.Unpriced("tasks", $"{system} has prices of its own")];
        }
        var count = Count(input);
        var architecture = task.Text("RuntimePlatform.CpuArchitecture") ?? "X86_64";
        var cpu = Size(task.Text("Cpu"), "Cpu", "vcpu");
        var memory = Size(task.Text("Memory"), "Memory", "gb");
        var key = $"fargate/{architecture.ToLowerInvariant()}";
        var storage = task.Number("EphemeralStorage.SizeInGiB") ?? 0;
        return
        [
            new(Text(count, cpu, "vCPU", architecture), $"{key}/vcpu", count * cpu),
            new(Text(count, memory, "GB memory", architecture), $"{key}/gb", count * memory),
            .. storage > FreeStorageGiB ? [new Charge($"{count:0.##} x {storage - FreeStorageGiB:0.##} GB storage", "fargate/storage", count * (storage - FreeStorageGiB))] : Array.Empty<Charge>(),
        ];
    }

    private static IEnumerable<Charge> Addresses(RateInput input) =>
        input.Properties.Text("NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp") == "ENABLED" && Elsewhere(input.Properties) is null
            ? [new Charge("public IPv4 of each task", "public-ipv4/address", Count(input))]
            : [];

    private static IEnumerable<Charge> ByUse(RateInput input) =>
        input.Templates.OfType("AWS::ECS::Service").Any(service => service.Properties.MentionedIn("TaskDefinition").Contains(input.Resource))
            ? [Charge.Usage("custom metrics, traces and logs that its containers send")]
            : [Charge.Usage("a task that is run now and then: by the second while it runs")];

    private static string? Elsewhere(Properties service) => (service.Text("LaunchType"), service.Has("CapacityProviderStrategy")) switch
    {
        (null or "FARGATE", false) => null,
        (_, true) when service.Sections("CapacityProviderStrategy").All(s => s.Text("CapacityProvider") == "FARGATE") => null,
        (_, true) => "it runs on a capacity provider other than FARGATE",
        var (launch, _) => $"launch type {launch} pays for its machines instead",
    };

    // A scaled service leaves its count to the scaling; its minimum is what always runs.
    private static decimal Count(RateInput input)
    {
        var minimum = input.Templates.OfType("AWS::ApplicationAutoScaling::ScalableTarget").FirstOrDefault(target => Scales(target, input.Resource))?.Properties.Number("MinCapacity");
        return (input.Properties.Number("DesiredCount"), minimum) switch
        {
            ({ } desired, { } least) => Math.Max(desired, least),
            var (desired, least) => desired ?? least ?? 1,
        };
    }

    // ResourceId is service/CLUSTER/SERVICE: a join over the service's attributes, or plain names.
    private static bool Scales(TemplateResource target, TemplateResource service) =>
        target.Properties.MentionedIn("ResourceId").Contains(service)
        || (service.Literal("ServiceName") is { } name && target.Literal("ResourceId")?.EndsWith('/' + name, StringComparison.Ordinal) == true);

    /// <summary>Both forms that ECS takes: "512" (1024 are one) and "0.5 vCPU" or "1 GB".</summary>
    private static decimal Size(string? text, string property, string unit)
    {
        var words = text?.ToLowerInvariant().Replace(unit, " " + unit, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (words is [var number, .. var rest] && decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var size) && size is > 0 and < 1_000_000 && (rest.Length == 0 || rest is [var word] && word == unit))
        {
            return rest.Length == 0 ? size / 1024 : size;
        }
        throw new UnresolvedValueException($"the task definition's {property} is {text ?? "missing"}");
    }

    private static string Text(decimal count, decimal size, string what, string architecture) => $"{count:0.##} x {size:0.###} {what}, {architecture}";
}
