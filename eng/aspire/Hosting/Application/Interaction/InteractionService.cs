using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Interactions;

/// <summary>Asks the user, wherever the open questions are shown.</summary>
internal sealed partial class InteractionService(OpenInteractions open, DistributedApplicationOptions application, IConfiguration configuration) : IInteractionService
{
    private static readonly AsyncLocal<bool> NonInteractive = new();

    public bool IsAvailable => !NonInteractive.Value
        && !application.DisableDashboard
        && (!bool.TryParse(configuration["ASPIRE_INTERACTIVITY_ENABLED"], out var enabled) || enabled);

    /// <summary>Until disposed nobody can be asked in this flow: a script runs it.</summary>
    public static IDisposable WithoutUser() => new NonInteractiveScope();

    public Task<InteractionResult<bool>> PromptConfirmationAsync(string title, string message, MessageBoxInteractionOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new MessageBoxInteractionOptions();
        return AskAsync(
            new Interaction(open.NextId(), title, message, options) { Intent = MessageIntent.Confirmation, ShowDismiss = options.ShowDismiss ?? false },
            cancellationToken);
    }

    public Task<InteractionResult<bool>> PromptMessageBoxAsync(string title, string message, MessageBoxInteractionOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new MessageBoxInteractionOptions();
        return AskAsync(
            new Interaction(open.NextId(), title, message, options) { Intent = options.Intent, ShowDismiss = options.ShowDismiss ?? false, ShowSecondaryButton = options.ShowSecondaryButton ?? false },
            cancellationToken);
    }

    public Task<InteractionResult<bool>> PromptNotificationAsync(string title, string message, NotificationInteractionOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new NotificationInteractionOptions();
        return AskAsync(new Interaction(open.NextId(), title, message, options) { Intent = options.Intent }, cancellationToken);
    }

    public Task<InteractionResult<InteractionInput>> PromptInputAsync(string title, string? message, string inputLabel, string placeHolder, InputsDialogInteractionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputLabel);
        return PromptInputAsync(title, message, new InteractionInput { Name = NameOf(inputLabel), Label = inputLabel, InputType = InputType.Text, Required = true, Placeholder = placeHolder }, options, cancellationToken);
    }

    public async Task<InteractionResult<InteractionInput>> PromptInputAsync(string title, string? message, InteractionInput input, InputsDialogInteractionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var result = await PromptInputsAsync(title, message, [input], options, cancellationToken);
        return result.Canceled ? InteractionResult.Cancel<InteractionInput>() : InteractionResult.Ok(result.Data[0]);
    }

    public async Task<InteractionResult<InteractionInputCollection>> PromptInputsAsync(string title, string? message, IReadOnlyList<InteractionInput> inputs, InputsDialogInteractionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var collection = new InteractionInputCollection(inputs);
        if (InputLoads.FindProblem(inputs) is { } problem)
        {
            throw new InvalidOperationException(problem);
        }

        var answer = await AskAsync(new Interaction(open.NextId(), title, message, options ?? new InputsDialogInteractionOptions(), collection), cancellationToken);
        return answer.Canceled ? InteractionResult.Cancel<InteractionInputCollection>() : InteractionResult.Ok(collection);
    }

    public async Task<InteractionResult<bool>> PromptProgressAsync(string message, ProgressInteractionOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ProgressInteractionOptions();
        var interaction = new Interaction(open.NextId(), options.Title ?? "", message, options);
        if (options.Work is not { } work)
        {
            return Confirmed(await AskAsync(interaction, cancellationToken));
        }

        EnsureAvailable();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var prompt = AskAsync(interaction, cancellationToken);
        var working = work(new ProgressContext { CancellationToken = giveUp.Token });
        if (await Task.WhenAny(prompt, working) == prompt)
        {
            await giveUp.CancelAsync();
        }
        else
        {
            open.Answer(interaction.Id, working.IsCompletedSuccessfully ? true : null);
        }

        var answer = await prompt;
        try
        {
            await working;
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            return InteractionResult.Cancel<bool>();
        }

        return Confirmed(answer);
    }

    /// <summary>The only button of a progress prompt gives up, which the dashboard sends as a no.</summary>
    private static InteractionResult<bool> Confirmed(InteractionResult<bool> answer) => answer is { Canceled: false, Data: true } ? answer : InteractionResult.Cancel<bool>();

    private async Task<InteractionResult<bool>> AskAsync(Interaction interaction, CancellationToken cancellationToken)
    {
        EnsureAvailable();
        return await open.AskAsync(interaction, cancellationToken) is { } answer ? InteractionResult.Ok(answer) : InteractionResult.Cancel<bool>();
    }

    private void EnsureAvailable()
    {
        if (!IsAvailable)
        {
            throw new InvalidOperationException("Nobody can be asked here: the dashboard is off, or a command runs without a user. Check IInteractionService.IsAvailable first.");
        }
    }

    private static string NameOf(string label) => NotInNames.Replace(label.ToLowerInvariant(), "_").Trim('_');

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NotInNames { get; }

    private sealed class NonInteractiveScope : IDisposable
    {
        private readonly bool _earlier = NonInteractive.Value;

        public NonInteractiveScope() => NonInteractive.Value = true;

        public void Dispose() => NonInteractive.Value = _earlier;
    }
}
