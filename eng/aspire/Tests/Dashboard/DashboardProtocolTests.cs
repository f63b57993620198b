using Aspire.Hosting.Dashboard.Proto;
using Google.Protobuf.Reflection;

namespace Aspire.Hosting.Tests.Dashboard;

/// <summary>The numbers of all fields and enum members: what the dashboard of this version reads and writes.</summary>
public sealed class DashboardProtocolTests
{
    [Fact]
    public void The_messages_are_those_of_the_dashboard()
    {
        var file = DashboardServiceReflection.Descriptor;

        var actual = file.MessageTypes.Select(Describe).Concat(file.EnumTypes.Select(Describe)).Order(StringComparer.Ordinal);

        Assert.Equal(Golden.Split('\n', StringSplitOptions.RemoveEmptyEntries), actual);
    }

    private static string Describe(MessageDescriptor message)
        => $"{message.Name}: {string.Join(", ", message.Fields.InFieldNumberOrder().Select(Describe))}";

    private static string Describe(FieldDescriptor field)
    {
        var type = field.FieldType switch
        {
            FieldType.Message => field.MessageType.Name,
            FieldType.Enum => field.EnumType.Name,
            var simple => simple.ToString(),
        };
        var kind = field.IsMap ? "map " : field.IsRepeated ? "repeated " : field.RealContainingOneof is { } oneof ? $"{oneof.Name} " : field.HasPresence && field.FieldType is not FieldType.Message ? "optional " : "";
        return $"{field.Name}={field.FieldNumber} {kind}{type}";
    }

    private static string Describe(EnumDescriptor type) => $"{type.Name}: {string.Join(", ", type.Values.Select(value => $"{value.Name}={value.Number}"))}";

    private const string Golden = """
        ApplicationInformationRequest: 
        ApplicationInformationResponse: application_name=1 String, min_dashboard_version=2 String
        CommandResultFormat: COMMAND_RESULT_FORMAT_NONE=0, COMMAND_RESULT_FORMAT_TEXT=1, COMMAND_RESULT_FORMAT_JSON=2, COMMAND_RESULT_FORMAT_MARKDOWN=3
        ConsoleLogLine: text=1 String, is_std_err=2 optional Bool, line_number=3 Int32
        EnvironmentVariable: name=1 String, value=2 optional String, is_from_spec=3 Bool
        HealthReport: status=1 optional HealthStatus, key=2 String, description=3 String, exception=4 String, last_run_at=5 Timestamp
        HealthStatus: HEALTH_STATUS_HEALTHY=0, HEALTH_STATUS_UNHEALTHY=1, HEALTH_STATUS_DEGRADED=2
        IconVariant: ICON_VARIANT_REGULAR=0, ICON_VARIANT_FILLED=1
        InitialResourceData: resources=1 repeated Resource, resource_types=2 repeated ResourceType
        InputType: INPUT_TYPE_UNSPECIFIED=0, INPUT_TYPE_TEXT=1, INPUT_TYPE_SECRET_TEXT=2, INPUT_TYPE_CHOICE=3, INPUT_TYPE_BOOLEAN=4, INPUT_TYPE_NUMBER=5, INPUT_TYPE_FILE=6
        InteractionComplete: 
        InteractionInput: label=1 String, placeholder=2 String, input_type=3 InputType, required=4 Bool, options=5 map OptionsEntry, value=6 String, validation_errors=7 repeated String, description=8 String, enable_description_markdown=9 Bool, max_length=10 Int32, allow_custom_choice=11 Bool, loading=12 Bool, update_state_on_change=13 Bool, name=14 String, disabled=15 Bool, max_file_size=16 Int64, allow_multiple_files=17 Bool, file_filter=18 String
        InteractionInputsDialog: input_items=1 repeated InteractionInput
        InteractionMessageBox: intent=1 MessageIntent, result=2 optional Bool
        InteractionNotification: intent=1 MessageIntent, result=2 optional Bool, link_text=3 String, link_url=4 String
        InteractionPromptProgress: result=1 optional Bool
        MessageIntent: MESSAGE_INTENT_NONE=0, MESSAGE_INTENT_SUCCESS=1, MESSAGE_INTENT_WARNING=2, MESSAGE_INTENT_ERROR=3, MESSAGE_INTENT_INFORMATION=4, MESSAGE_INTENT_CONFIRMATION=5
        Resource: name=1 String, resource_type=2 String, display_name=3 String, uid=4 String, state=5 optional String, created_at=6 Timestamp, environment=7 repeated EnvironmentVariable, commands=11 repeated ResourceCommand, properties=12 repeated ResourceProperty, urls=13 repeated Url, state_style=14 optional String, volumes=15 repeated Volume, health_reports=17 repeated HealthReport, started_at=18 Timestamp, stopped_at=19 Timestamp, relationships=20 repeated ResourceRelationship, is_hidden=21 Bool, supports_detailed_telemetry=22 Bool, icon_name=23 optional String, icon_variant=24 optional IconVariant
        ResourceCommand: name=1 String, display_name=2 String, confirmation_message=3 optional String, is_highlighted=5 Bool, icon_name=6 optional String, icon_variant=7 optional IconVariant, display_description=8 optional String, state=9 ResourceCommandState, argument_inputs=10 repeated InteractionInput
        ResourceCommandRequest: command_name=1 String, resource_name=2 String, resource_type=3 String, arguments=5 map ArgumentsEntry, non_interactive=6 Bool
        ResourceCommandResponse: kind=1 ResourceCommandResponseKind, message=3 optional String, result=4 ResourceCommandResult
        ResourceCommandResponseKind: RESOURCE_COMMAND_RESPONSE_KIND_UNDEFINED=0, RESOURCE_COMMAND_RESPONSE_KIND_SUCCEEDED=1, RESOURCE_COMMAND_RESPONSE_KIND_FAILED=2, RESOURCE_COMMAND_RESPONSE_KIND_CANCELLED=3, RESOURCE_COMMAND_RESPONSE_KIND_INVALID_ARGUMENTS=4
        ResourceCommandResult: value=1 String, format=2 CommandResultFormat, display_immediately=3 Bool
        ResourceCommandState: RESOURCE_COMMAND_STATE_ENABLED=0, RESOURCE_COMMAND_STATE_DISABLED=1, RESOURCE_COMMAND_STATE_HIDDEN=2
        ResourceDeletion: resource_name=1 String, resource_type=2 String
        ResourceProperty: name=1 String, display_name=2 optional String, value=3 Value, is_sensitive=4 optional Bool, is_highlighted=5 Bool, sort_order=6 optional Int32
        ResourceRelationship: resource_name=1 String, type=2 String
        ResourceType: unique_name=1 String, display_name=2 optional String, commands=3 repeated ResourceCommand
        UploadFileChunk: data=1 Bytes, file_name=2 String, interaction_id=3 Int32, input_name=4 String
        UploadFileResponse: file_id=1 String
        Url: endpoint_name=1 optional String, full_url=2 String, is_internal=3 Bool, is_inactive=4 Bool, display_properties=5 UrlDisplayProperties
        UrlDisplayProperties: sort_order=1 Int32, display_name=2 String
        Volume: source=1 String, target=2 String, mount_type=3 String, is_read_only=4 Bool
        WatchInteractionsRequestUpdate: interaction_id=1 Int32, complete=2 kind InteractionComplete, message_box=3 kind InteractionMessageBox, inputs_dialog=4 kind InteractionInputsDialog, notification=5 kind InteractionNotification, response_update=6 optional Bool, prompt_progress=7 kind InteractionPromptProgress
        WatchInteractionsResponseUpdate: interaction_id=1 Int32, title=2 String, message=3 String, primary_button_text=4 String, secondary_button_text=5 String, show_secondary_button=6 Bool, show_dismiss=7 Bool, enable_message_markdown=8 Bool, complete=16 kind InteractionComplete, message_box=17 kind InteractionMessageBox, inputs_dialog=18 kind InteractionInputsDialog, notification=19 kind InteractionNotification, prompt_progress=20 kind InteractionPromptProgress
        WatchResourceConsoleLogsRequest: resource_name=1 String, suppress_follow=2 Bool
        WatchResourceConsoleLogsUpdate: log_lines=1 repeated ConsoleLogLine
        WatchResourcesChange: delete=1 kind ResourceDeletion, upsert=2 kind Resource
        WatchResourcesChanges: value=1 repeated WatchResourcesChange
        WatchResourcesRequest: is_reconnect=1 optional Bool
        WatchResourcesUpdate: initial_data=1 kind InitialResourceData, changes=2 kind WatchResourcesChanges
        """;
}
