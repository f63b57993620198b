namespace Aspire.Hosting;

/// <summary>Collects what is wrong with the values of a prompt.</summary>
public sealed class InputsDialogValidationContext
{
    /// <summary>The inputs.</summary>
    public required InteractionInputCollection Inputs { get; init; }

    /// <summary>Cancelled with the prompt.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>The services of the application.</summary>
    public required IServiceProvider Services { get; init; }

    internal bool HasErrors { get; private set; }

    /// <summary>Says what is wrong with an input.</summary>
    public void AddValidationError(InteractionInput input, string errorMessage)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentException.ThrowIfNullOrEmpty(errorMessage);
        input.ValidationErrors.Add(errorMessage);
        HasErrors = true;
    }

    /// <summary>Says what is wrong with the input of this name.</summary>
    public void AddValidationError(string inputName, string errorMessage) => AddValidationError(Inputs[inputName], errorMessage);
}
