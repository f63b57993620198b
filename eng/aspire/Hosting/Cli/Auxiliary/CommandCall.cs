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
        if (request.ValidateOnly)
        {
            // Arguments are checked where the command runs; there is nothing to load before that.
            return new ExecuteCommandMessage(Success: true, Canceled: false, ErrorMessage: null, Message: null, Value: null, ValidationErrors: []);
        }

        var result = await commands.ExecuteCommandAsync(resource, name, ReadArguments(request.Arguments, resource, name), cancellationToken);
        return new ExecuteCommandMessage(
            result.Success,
            result.Canceled,
            result.Message,
            result.Message,
            result.Data is { } data ? new CommandValueMessage(data.Value, data.Format.ToString().ToLowerInvariant(), data.DisplayImmediately) : null,
            [.. (result.InvalidArguments ?? Enumerable.Empty<InteractionInput>()).SelectMany(input => input.ValidationErrors.Select(error => new ValidationErrorMessage(input.Name, error)))]);
    }

    private Dictionary<string, string?> ReadArguments(JsonNode? arguments, string resource, string command)
    {
        switch (arguments)
        {
            case null:
                return new(StringComparers.InteractionInputName);
            case JsonObject named:
                return named.ToDictionary(argument => argument.Key, argument => Text(argument.Value), StringComparers.InteractionInputName);
            case JsonArray ordered:
                var inputs = notifications.TryGetCurrentState(resource, out var state)
                    ? state.Snapshot.Commands.FirstOrDefault(candidate => string.Equals(candidate.Name, command, StringComparisons.CommandName))?.Arguments ?? []
                    : [];
                return ordered.Count <= inputs.Count
                    ? inputs.Zip(ordered).ToDictionary(pair => pair.First.Name, pair => Text(pair.Second), StringComparers.InteractionInputName)
                    : throw new JsonRpcException(JsonRpcException.InvalidParams, $"Command '{command}' takes {inputs.Count} arguments, not {ordered.Count}.");
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
