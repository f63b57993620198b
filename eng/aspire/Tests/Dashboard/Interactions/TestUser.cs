using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dashboard.Proto;
using Aspire.Hosting.Interactions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Dashboard.Interactions;

/// <summary>Somebody in front of a dashboard, in the messages that the dashboard sends and gets.</summary>
internal sealed class TestUser : IDisposable
{
    public const int MaxFileBytes = 10;

    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly FileSystemService _files = new();

    public TestUser(string? enabled = null, bool disableDashboard = false)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ASPIRE_INTERACTIVITY_ENABLED"] = enabled,
            ["ASPIRE_MAX_FILE_UPLOAD_SIZE"] = $"{MaxFileBytes}",
        }).Build();
        Open = new OpenInteractions(_services, NullLogger<OpenInteractions>.Instance);
        Answers = new InteractionAnswers(Open, new FileUploads(Open, _files, configuration));
        Service = new InteractionService(Open, new DistributedApplicationOptions { DisableDashboard = disableDashboard }, configuration);
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public OpenInteractions Open { get; }

    public InteractionAnswers Answers { get; }

    public IInteractionService Service { get; }

    public Task<WatchInteractionsResponseUpdate> SeesAsync() => SeesAsync(_ => true);

    /// <summary>What is shown, as soon as it looks like that.</summary>
    public async Task<WatchInteractionsResponseUpdate> SeesAsync(Func<WatchInteractionsResponseUpdate, bool> condition)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(60));
        await foreach (var batch in Open.WatchAsync(timeout.Token))
        {
            if (batch.Select(InteractionMessage.From).FirstOrDefault(condition) is { } shown)
            {
                return shown;
            }
        }

        throw new InvalidOperationException("Nothing was shown.");
    }

    public Task SendsAsync(WatchInteractionsRequestUpdate answer) => Answers.TakeAsync(answer, Cancellation);

    public Task FillsInAsync(int id, params (string Name, string Value)[] values) => SendsAsync(Values(id, isUpdate: false, values));

    /// <summary>Changes an input that others depend on; the dialog stays open.</summary>
    public Task ChangesAsync(int id, params (string Name, string Value)[] values) => SendsAsync(Values(id, isUpdate: true, values));

    public void Dispose()
    {
        _services.Dispose();
        _files.Dispose();
    }

    private static WatchInteractionsRequestUpdate Values(int id, bool isUpdate, (string Name, string Value)[] values)
    {
        var answer = new WatchInteractionsRequestUpdate { InteractionId = id, InputsDialog = new(), ResponseUpdate = isUpdate };
        answer.InputsDialog.InputItems.AddRange(values.Select(value => new Aspire.Hosting.Dashboard.Proto.InteractionInput { Name = value.Name, Value = value.Value }));
        return answer;
    }
}
