using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SQS;
using Constructs;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Alerts;

/// <summary>Makes every alarm: none without a description, a threshold in words, a channel and a runbook, and all of them to one topic.</summary>
internal sealed class AlarmFactory(AwsPlan plan, ITopic topic, IQueue deadLetters)
{
    private const int SecondsPerMinute = 60;
    private readonly string _deadLettersArn = deadLetters.QueueArn;
    private readonly List<string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public AwsPlan Plan { get; } = plan;

    /// <summary>Where all of them go.</summary>
    public string TopicArn { get; } = topic.TopicArn;

    /// <summary>All alarms that were made so far, for the dashboard.</summary>
    public IReadOnlyList<string> AlarmNames => _names;

    /// <summary>An alarm next to what it watches.</summary>
    public CfnAlarm Add(Construct scope, MetricAlert alert)
    {
        var name = Take(alert);
        _names.Add(name);
        var props = new CfnAlarmProps
        {
            AlarmName = name,
            AlarmDescription = alert.Text(Plan.Names),
            ComparisonOperator = alert.WhenBelow ? "LessThanThreshold" : "GreaterThanThreshold",
            Threshold = alert.Limit * alert.Measured.Unit.Size,
            EvaluationPeriods = alert.Periods,
            DatapointsToAlarm = alert.Periods,
            TreatMissingData = Word(alert.Missing),
            EvaluateLowSampleCountPercentile = alert.NeedsManySamples ? "ignore" : null,
            ActionsEnabled = true,
            AlarmActions = [TopicArn],
            // News is over when it was told; that it is no longer new is none.
            OkActions = alert.Channel == AlertChannel.Business ? null : [TopicArn],
        };
        Measure(props, alert);
        return new CfnAlarm(scope, Id(alert), props);
    }

    /// <summary>A rule that sends what it matches.</summary>
    public CfnRule Add(Construct scope, EventAlert alert)
    {
        var name = Take(alert);
        return new CfnRule(scope, Id(alert), new CfnRuleProps
        {
            Name = Plan.Names.Claim(NameKind.Rule, name, alert.Name),
            Description = alert.Description,
            State = "ENABLED",
            EventPattern = alert.Pattern,
            ScheduleExpression = alert.Schedule,
            Targets = new[]
            {
                new CfnRule.TargetProperty
                {
                    Id = "topic",
                    Arn = TopicArn,
                    InputTransformer = new CfnRule.InputTransformerProperty { InputTemplate = alert.InputTemplate(name, alert.Text(Plan.Names)) },
                    DeadLetterConfig = new CfnRule.DeadLetterConfigProperty { Arn = _deadLettersArn },
                },
            },
        });
    }

    // A project may be called like the part of a name that a server's alarms have.
    private string Take(Alert alert)
    {
        var name = alert.FullName(Plan.Names);
        return _taken.Add(name) ? name : throw new DistributedApplicationException($"Two alarms would be called '{name}'. Rename the resource or the alarm.");
    }

    private static string Id(Alert alert) => $"Alarm{AwsNames.Id(alert.Name)}";

    private static string Word(MissingData missing) => missing switch
    {
        MissingData.Well => "notBreaching",
        MissingData.Bad => "breaching",
        _ => "missing",
    };

    private static void Measure(CfnAlarmProps props, MetricAlert alert)
    {
        var period = alert.PeriodMinutes * SecondsPerMinute;
        if (alert.Measured is not { Expression: { } expression })
        {
            var metric = alert.Measured.Metrics[0].Metric;
            props.Namespace = metric.Namespace;
            props.MetricName = metric.Name;
            props.Dimensions = Dimensions(metric);
            props.Period = period;
            props.Statistic = metric.IsPercentile ? null : metric.Statistic;
            props.ExtendedStatistic = metric.IsPercentile ? metric.Statistic : null;
            return;
        }

        props.Metrics = (object[])
        [
            new CfnAlarm.MetricDataQueryProperty { Id = "e", Expression = expression, Label = alert.Measured.Title, ReturnData = true },
            .. alert.Measured.Metrics.Select(part => new CfnAlarm.MetricDataQueryProperty
            {
                Id = part.Id,
                ReturnData = false,
                MetricStat = new CfnAlarm.MetricStatProperty
                {
                    Metric = new CfnAlarm.MetricProperty { Namespace = part.Metric.Namespace, MetricName = part.Metric.Name, Dimensions = Dimensions(part.Metric) },
                    Period = period,
                    Stat = part.Metric.Statistic,
                },
            }),
        ];
    }

    private static object[]? Dimensions(AlertMetric metric) => metric.Dimensions.Count == 0
        ? null
        : [.. metric.Dimensions.Select(dimension => new CfnAlarm.DimensionProperty { Name = dimension.Name, Value = dimension.Value })];
}
