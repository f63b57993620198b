using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Cli.JsonRpc;
using Aspire.Hosting.Cli.Messages;

namespace Aspire.Hosting.Cli;

/// <summary>Runs a command of a resource, for <c>aspire resource</c>.</summary>
internal sealed class CommandCall(ResourceCommandService commands, ResourceNotificationService notifications)
{
    public async Task<ExecuteCommandMessage> ExecuteAsync(ExecuteCommandRequest request, CancellationToken cancellationToken)
    {
        var (resource, name) = (request.ResourceName ?? "", request.CommandName ?? "");
        if (!TryReadArguments(request.Arguments, resource, name, out var arguments, out var problem))
        {
            return Message(CommandResults.Failure(problem));
        }

        if (request.ValidateOnly)
        {
            var (checkedArguments, inputs) = await commands.CheckArgumentsAsync(resource, name, arguments, cancellationToken);
            return Message(checkedArguments) with { ArgumentInputs = request.ReturnArgumentInputs ? inputs?.Select(CommandArgumentMessage.From).ToArray() : null };
        }

        return Message(await commands.ExecuteCommandAsync(resource, name, request.Arguments is null ? null : arguments, interactive: !request.NonInteractive, cancellationToken));
    }

    private static ExecuteCommandMessage Message(ExecuteCommandResult result) => new(
        result.Success,
        result.Canceled,
        result.Message,
        result.Message,
        result.Data is { } data ? new CommandValueMessage(data.Value, data.Format.ToString().ToLowerInvariant(), data.DisplayImmediately) : null,
        [.. (result.InvalidArguments ?? Enumerable.Empty<InteractionInput>()).SelectMany(input => input.ValidationErrors.Select(error => new ValidationErrorMessage(input.Name, error)))],
        ArgumentInputs: null);

    private bool TryReadArguments(JsonNode? arguments, string resource, string command, out Dictionary<string, string?> values, [NotNullWhen(false)] out string? problem)
    {
        (values, problem) = (new(StringComparers.InteractionInputName), null);
        switch (arguments)
        {
            case null:
                return true;
            case JsonObject named:
                values = named.ToDictionary(argument => argument.Key, argument => Text(argument.Value), StringComparers.InteractionInputName);
                return true;
            case JsonArray ordered:
                // An unknown resource or command is told by whoever would run it.
                if (notifications.TryGetCurrentState(resource, out var state) && state.Snapshot.Commands.FirstOrDefault(candidate => string.Equals(candidate.Name, command, StringComparisons.CommandName)) is { } found)
                {
                    values = found.Arguments.Zip(ordered).ToDictionary(pair => pair.First.Name, pair => Text(pair.Second), StringComparers.InteractionInputName);
                    problem = ordered.Count > found.Arguments.Count ? $"Command '{command}' accepts {found.Arguments.Count} argument(s), but {ordered.Count} were provided." : null;
                }

                return problem is null;
            default:
                throw new JsonRpcException(JsonRpcException.InvalidParams, "The arguments of a command are an object or an array.");
        }
    }

    private static string? Text(JsonNode? value) => value?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.Number => value.ToJsonString(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw new JsonRpcException(JsonRpcException.InvalidParams, "The arguments of a command are text, numbers, booleans or null."),
    };
}
