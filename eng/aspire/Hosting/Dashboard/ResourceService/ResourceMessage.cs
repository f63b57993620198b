using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Google.Protobuf.WellKnownTypes;
using CheckStatus = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;

namespace Aspire.Hosting.Dashboard;

/// <summary>A resource as the dashboard wants it.</summary>
internal static class ResourceMessage
{
    /// <param name="change">The resource and its state.</param>
    /// <param name="seenSince">Stands in for a time of creation; the dashboard gives up without a word on a resource that has none.</param>
    public static Proto.Resource From(ResourceEvent change, DateTime seenSince)
    {
        var snapshot = change.Snapshot;
        var message = new Proto.Resource
        {
            Name = change.ResourceId,
            DisplayName = change.Resource.Name,
            ResourceType = snapshot.ResourceType,
            Uid = change.ResourceId,
            State = snapshot.State?.Text ?? "",
            StateStyle = snapshot.State?.Style ?? "",
            IsHidden = snapshot.IsHidden,
            SupportsDetailedTelemetry = snapshot.SupportsDetailedTelemetry,
            CreatedAt = Time(snapshot.CreationTimeStamp ?? seenSince),
            StartedAt = Time(snapshot.StartTimeStamp),
            StoppedAt = Time(snapshot.StopTimeStamp),
        };
        if (snapshot.IconName is { } icon)
        {
            message.IconName = icon;
            message.IconVariant = Icon(snapshot.IconVariant);
        }

        message.Environment.AddRange(snapshot.EnvironmentVariables.Select(variable
            => new Proto.EnvironmentVariable { Name = variable.Name, Value = variable.Value ?? "", IsFromSpec = variable.IsFromSpec }));
        message.Urls.AddRange(snapshot.Urls.Select(Url));
        message.Relationships.AddRange(snapshot.Relationships.Select(relation
            => new Proto.ResourceRelationship { ResourceName = relation.ResourceName, Type = relation.Type }));
        message.Properties.AddRange(CommonProperties(change));
        message.Properties.AddRange(snapshot.Properties.Select(Property));
        message.Volumes.AddRange(snapshot.Volumes.Select(volume
            => new Proto.Volume { Source = volume.Source ?? "", Target = volume.Target, MountType = volume.MountType, IsReadOnly = volume.IsReadOnly }));
        message.Commands.AddRange(snapshot.Commands.Where(command => command.Visibility.HasFlag(ResourceCommandVisibility.UI)).Select(Command));
        message.HealthReports.AddRange(snapshot.HealthReports.Select(Health));
        return message;
    }

    private static IEnumerable<Proto.ResourceProperty> CommonProperties(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        return new (string Name, string? Value)[]
        {
            (KnownProperties.Resource.Uid, change.ResourceId),
            (KnownProperties.Resource.Name, change.ResourceId),
            (KnownProperties.Resource.Type, snapshot.ResourceType),
            (KnownProperties.Resource.DisplayName, change.Resource.Name),
            (KnownProperties.Resource.State, snapshot.State?.Text),
            (KnownProperties.Resource.ExitCode, snapshot.ExitCode?.ToString(CultureInfo.InvariantCulture)),
            (KnownProperties.Resource.CreateTime, RoundTrip(snapshot.CreationTimeStamp)),
            (KnownProperties.Resource.StartTime, RoundTrip(snapshot.StartTimeStamp)),
            (KnownProperties.Resource.StopTime, RoundTrip(snapshot.StopTimeStamp)),
            (KnownProperties.Resource.HealthState, snapshot.HealthStatus?.ToString()),
        }.Select(property => new Proto.ResourceProperty { Name = property.Name, Value = PropertyValue.From(property.Value) });
    }

    private static Proto.ResourceProperty Property(ResourcePropertySnapshot property)
    {
        var message = new Proto.ResourceProperty
        {
            Name = property.Name,
            Value = PropertyValue.From(property.Value),
            IsSensitive = property.IsSensitive,
            IsHighlighted = property.IsHighlighted,
        };
        if (!string.IsNullOrEmpty(property.DisplayName))
        {
            message.DisplayName = property.DisplayName;
        }

        if (property.SortOrder is { } order)
        {
            message.SortOrder = order;
        }

        return message;
    }

    private static Proto.Url Url(UrlSnapshot url) => new()
    {
        EndpointName = url.Name ?? "",
        FullUrl = url.Url,
        IsInternal = url.IsInternal,
        IsInactive = url.IsInactive,
        DisplayProperties = new Proto.UrlDisplayProperties { DisplayName = url.DisplayProperties.DisplayName, SortOrder = url.DisplayProperties.SortOrder },
    };

    private static Proto.ResourceCommand Command(ResourceCommandSnapshot command)
    {
        var message = new Proto.ResourceCommand
        {
            Name = command.Name,
            DisplayName = command.DisplayName,
            DisplayDescription = command.DisplayDescription ?? "",
            ConfirmationMessage = command.ConfirmationMessage ?? "",
            IconName = command.IconName ?? "",
            IconVariant = Icon(command.IconVariant),
            IsHighlighted = command.IsHighlighted,
            State = command.State switch
            {
                ResourceCommandState.Enabled => Proto.ResourceCommandState.Enabled,
                ResourceCommandState.Disabled => Proto.ResourceCommandState.Disabled,
                _ => Proto.ResourceCommandState.Hidden,
            },
        };
        message.ArgumentInputs.AddRange(command.Arguments.Select(input => InputMessage.From(input)));
        return message;
    }

    private static Proto.HealthReport Health(HealthReportSnapshot report)
    {
        var message = new Proto.HealthReport
        {
            Key = report.Name,
            Description = report.Description ?? "",
            Exception = report.ExceptionText ?? "",
            LastRunAt = Time(report.LastRunAt),
        };
        if (report.Status is { } status)
        {
            message.Status = status switch
            {
                CheckStatus.Healthy => Proto.HealthStatus.Healthy,
                CheckStatus.Degraded => Proto.HealthStatus.Degraded,
                _ => Proto.HealthStatus.Unhealthy,
            };
        }

        return message;
    }

    private static Proto.IconVariant Icon(IconVariant? variant) => variant is IconVariant.Filled ? Proto.IconVariant.Filled : Proto.IconVariant.Regular;

    private static Timestamp? Time(DateTime? time) => time is { } known ? Timestamp.FromDateTime(known.ToUniversalTime()) : null;

    private static string? RoundTrip(DateTime? time) => time?.ToString("O", CultureInfo.InvariantCulture);
}
